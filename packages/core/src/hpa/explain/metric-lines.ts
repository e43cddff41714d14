import { formatMilli } from '../../quantity/index.ts';
import { type Milli, readMilli } from '../milli.ts';
import type {
  MissingStep,
  PodsStep,
  ProposalStep,
  RatioBand,
  RatioStep,
  ReadingStep,
  RebalanceStep,
} from '../trace.ts';
import type { Line } from './line.ts';
import { counted, decimal, ratioText, span } from './words.ts';

/** What the trace says of one metric. */
export interface MetricSteps {
  readonly reading?: ReadingStep;
  readonly pods?: PodsStep;
  readonly ratio?: RatioStep;
  readonly rebalance?: RebalanceStep;
  readonly proposal?: ProposalStep;
  readonly missing?: MissingStep;
}

/** The lines of one metric: what was read, against what, and the size that it asks for. */
export function metricLines(steps: MetricSteps, at: number, existing: number): readonly Line[] {
  const { reading, pods, ratio, rebalance, proposal, missing } = steps;
  const lines: Line[] = [];
  if (reading !== undefined) {
    const age = reading.at === null ? '' : `, ${span(Math.max(0, at - reading.at))} old`;
    lines.push({
      label: 'metric',
      text: `${reading.subject} = ${amount(reading, reading.usage)}${age}`,
    });
    lines.push({ label: 'target', text: targetText(reading, ratio, existing) });
  }
  if (missing !== undefined) {
    lines.push({ label: 'metric', text: `${missing.name}: no data: ${missing.error.message}` });
  }
  if (pods !== undefined && pods.ready < pods.selected) {
    lines.push({ label: 'pods', text: podsText(pods) });
  }
  if (rebalance !== undefined) lines.push({ label: 'again', text: rebalanceText(rebalance) });
  if (proposal !== undefined) {
    lines.push({ label: 'proposal', text: proposalText(proposal, reading, rebalance ?? ratio) });
  }
  return lines;
}

/** A usage or target in the metric's own unit. */
function amount({ target, subject }: ReadingStep, value: Milli): string {
  if (target === 'Utilization') return `${value} %`;
  if (!subject.startsWith('memory')) return decimal(value);
  const milli = readMilli(value);
  return milli === undefined ? String(value) : formatMilli(milli, 'BinarySI');
}

function targetText(reading: ReadingStep, ratio: RatioStep | undefined, existing: number): string {
  const { source, target, targetValue } = reading;
  const shared = target === 'AverageValue' && (source === 'Object' || source === 'External');
  const times = shared ? ` × ${counted(existing, 'existing pod')}` : '';
  const aim = `${target} ${amount(reading, targetValue)}${times}`;
  if (ratio === undefined) return aim;
  const usage = `${aim}: usage ratio ${ratioText(ratio.ratio)}`;
  if (ratio.band === null) return `${usage}, without a band at size 0`;
  const band = bandText(reading, ratio.band);
  return ratio.within
    ? `${usage}, holds between ${band.replace(' … ', ' and ')}`
    : `${usage}, outside the band ${band} in which nothing changes`;
}

/** The edges in the metric's own unit, or as ratios where no usage can tell them. */
function bandText(reading: ReadingStep, { low, high, usage }: RatioBand): string {
  return usage === null
    ? `${ratioText(low)} … ${ratioText(high)} of the ratio`
    : `${amount(reading, usage.low)} … ${amount(reading, usage.high)}`;
}

function podsText({ selected, ready, unready, missing, ignored }: PodsStep): string {
  const parts = [`${ready} of ${selected} count`];
  if (unready.length > 0) parts.push(`starting: ${some(unready)}`);
  if (missing.length > 0) parts.push(`without a sample: ${some(missing)}`);
  if (ignored.length > 0) parts.push(`deleted or failed: ${some(ignored)}`);
  return parts.join('; ');
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

const ASSUMED = {
  target: 'missing pods at their target',
  zero: 'missing pods as idle',
  nothing: 'missing pods left out',
} as const;

function rebalanceText({
  assumedForMissing,
  unreadyAsZero,
  ratio,
  samples,
}: RebalanceStep): string {
  const starting = unreadyAsZero ? ['starting pods as idle'] : [];
  const assumed = [...starting, ASSUMED[assumedForMissing]].join(', ');
  return `${assumed}: ratio ${ratioText(ratio)} over ${counted(samples, 'pod')}`;
}

function proposalText(
  { replicas, pods, holds }: ProposalStep,
  reading: ReadingStep | undefined,
  ratio: RatioStep | RebalanceStep | undefined,
): string {
  if (holds) return `holds at ${replicas}`;
  if (pods !== null && ratio !== undefined) {
    const kind = reading?.target === 'Value' ? `${pods} ready` : counted(pods, 'pod');
    return `⌈${kind} × ${ratioText(ratio.ratio)}⌉ = ${replicas}`;
  }
  if (reading === undefined) return String(replicas);
  const { usage, targetValue } = reading;
  return `⌈${amount(reading, usage)} / ${amount(reading, targetValue)}⌉ = ${replicas}`;
}
