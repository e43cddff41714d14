import type { BaselineDifference, Comparison, PolicyResult } from '../experiment/index.ts';
import type { PairedDifference, Score } from '../score/index.ts';
import { formatLatency, formatNumber, formatShare, formatSpan, NOTHING } from './format.ts';
import { type Column, tableLines } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'policy', align: 'left' },
  { title: 'pod-hours', align: 'right' },
  { title: 'p95', align: 'right' },
  { title: 'SLO missed', align: 'right' },
  { title: 'worst 5 min', align: 'right' },
  { title: 'changes', align: 'right' },
  { title: 'reversals', align: 'right' },
  { title: 'reacts in', align: 'right' },
];

/** A comparison as a terminal shows it: a table, and under it what is better and how sure that is. */
export function comparisonText(comparison: Comparison): string {
  const { experiment, results } = comparison;
  const { name, about, seeds, baseline } = experiment;
  const [scenario] = experiment.scenarios.values();
  const head = [
    name,
    scenario === undefined ? '' : formatSpan(scenario.duration),
    `${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds, common random numbers'}`,
  ].filter((part) => part !== '');
  const goal = scenario?.goal;
  return [
    head.join('   '),
    ...(about === null ? [] : [about]),
    ...(goal === undefined
      ? []
      : [`goal: ${formatShare(goal.share)} of requests within ${formatLatency(goal.latency)}`]),
    '',
    ...[...experiment.workloads.keys()].flatMap((workload) =>
      workloadLines(
        workload,
        results.filter((result) => result.workload === workload),
        baseline,
      ),
    ),
  ].join('\n');
}

/** The table of one load, and under it the verdicts. */
function workloadLines(
  workload: string,
  results: readonly PolicyResult[],
  baseline: string,
): readonly string[] {
  return [
    ...(workload === '' ? [] : [workload]),
    ...tableLines(
      COLUMNS,
      results.map(({ name: policy, scores }) => row(policy, scores)),
    ),
    '',
    ...results.flatMap((result) => verdictLines(result, baseline)),
    '',
  ];
}

function row(name: string, scores: readonly Score[]): string[] {
  const mean = (of: (score: Score) => number | null): number | null => {
    const values = scores.map(of).filter((value) => value !== null);
    return values.length === 0
      ? null
      : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return [
    name,
    formatNumber(mean(({ podHours }) => podHours)),
    formatLatency(mean(({ p95 }) => p95)),
    formatShare(mean(({ missedByRequest }) => missedByRequest)),
    formatShare(mean(({ worstFiveMinutes }) => worstFiveMinutes)),
    formatNumber(mean(({ changes }) => changes)),
    formatNumber(mean(({ reversals }) => reversals)),
    formatSpan(mean(({ reactsIn }) => reactsIn)),
  ];
}

function verdictLines({ name, scores, against }: PolicyResult, baseline: string): string[] {
  if (against === null) return [];
  const { missed, podHours } = against;
  if (missed === null || podHours === null) {
    return [`  ${name} against ${baseline}: one seed tells no difference; run several`];
  }
  const lines = [
    `  ${name} against ${baseline}: SLO missed ${points(missed)}, cost ${percent(podHours)}. ${verdict(against)}`,
  ];
  const speed = growthText(against);
  if (speed !== null) lines.push(`  ${speed}`);
  const why = reason(scores);
  return why === null ? lines : [...lines, `  why: ${why}`];
}

/** How much sooner or later pods were asked for, where the seeds tell a difference. */
function growthText({ growsAt, mostAskedAt }: BaselineDifference): string | null {
  const told = [
    ['more pods', growsAt],
    ['the most', mostAskedAt],
  ] as const;
  const parts = told.flatMap(([what, difference]) =>
    difference === null || difference.verdict === 'undecided'
      ? []
      : [`${what} ${soonerOrLater(difference)}`],
  );
  return parts.length === 0 ? null : `asks for ${parts.join(', and for ')}.`;
}

function soonerOrLater({ difference, lower, upper }: PairedDifference): string {
  const [near, far] = difference < 0 ? [-upper, -lower] : [lower, upper];
  const word = difference < 0 ? 'sooner' : 'later';
  return `${formatSpan(Math.abs(difference))} ${word} (${formatSpan(near)} … ${formatSpan(far)})`;
}

/** What the two intervals say together. */
function verdict({ missed, podHours }: BaselineDifference): string {
  const words = [missed?.verdict ?? 'undecided', podHours?.verdict ?? 'undecided'].join();
  switch (words) {
    case 'less,less':
      return 'Better on both.';
    case 'more,more':
      return 'Worse on both.';
    case 'less,more':
      return 'Keeps the goal better, and costs more.';
    case 'more,less':
      return 'Costs less, and keeps the goal worse.';
    case 'less,undecided':
      return 'Keeps the goal better at the same cost.';
    case 'more,undecided':
      return 'Keeps the goal worse at the same cost.';
    case 'undecided,less':
      return 'Costs less, and keeps the goal as well.';
    case 'undecided,more':
      return 'Costs more, and keeps the goal no better.';
    default:
      return 'No difference that these seeds can tell.';
  }
}

function points({ difference, lower, upper }: PairedDifference): string {
  const show = (share: number): string => signed(share * 100, 2);
  return `${show(difference)} points (95 % interval ${show(lower)} … ${show(upper)})`;
}

function percent({ difference, lower, upper, baselineMean }: PairedDifference): string {
  if (baselineMean === 0) return NOTHING;
  const show = (part: number): string => signed((part / baselineMean) * 100, 1);
  return `${show(difference)} % (${show(lower)} … ${show(upper)})`;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return `0`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** Where the misses of a policy come from, when most of them come from one place. */
function reason(scores: readonly Score[]): string | null {
  const known = scores.filter(({ missedWhileReacting }) => missedWhileReacting !== null);
  if (known.length === 0) return null;
  const share =
    known.reduce((sum, { missedWhileReacting }) => sum + (missedWhileReacting ?? 0), 0) /
    known.length;
  const reactions = scores.flatMap(({ reactsIn }) => (reactsIn === null ? [] : [reactsIn]));
  if (share < 0.3 || reactions.length === 0) return null;
  const mean = reactions.reduce((sum, seconds) => sum + seconds, 0) / reactions.length;
  return `${formatShare(share)} of its misses fall in the ${formatSpan(mean)} from a shortage to the next ready pod.`;
}
