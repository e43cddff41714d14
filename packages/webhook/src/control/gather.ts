import type { EvidenceReading, GuardedObservation, MissingReading, Reading } from '@flyball/core';
import type { EvidenceQuery, MetricQuery, PolicyConfig } from '../config/index.ts';
import {
  type CallOptions,
  type Clock,
  type Failure,
  failure,
  type MetricSource,
  type PodMetricsSource,
  type PodUsage,
  type QueryAnswer,
  type Result,
  type ScaleTarget,
  success,
  type TargetScale,
} from '../ports/index.ts';
import { sourceError } from './source-error.ts';

export interface GatherPorts {
  readonly clock: Clock;
  readonly metrics: MetricSource;
  /** Absent where nothing measures pods: then metrics of what they use are missing. */
  readonly podMetrics?: PodMetricsSource;
  readonly target: ScaleTarget;
}

export interface Gathered {
  readonly observation: GuardedObservation;
  /** The scale that was read, which a write must name; null when it could not be read. */
  readonly scale: TargetScale | null;
  /** Calls that failed, for the report. */
  readonly failures: readonly Failure[];
}

/** What was read, or the call that failed in its place. */
interface Answered<Read> {
  readonly reading: Read | MissingReading;
  readonly failure: Failure | null;
}

/**
 * Reads everything that a decision needs. A failed call becomes an error inside the observation:
 * `decide` knows what each missing piece means.
 */
export async function gather(
  config: PolicyConfig,
  ports: GatherPorts,
  options: CallOptions,
): Promise<Gathered> {
  const target = readTarget(config, ports, options);
  const [{ scale, pods }, answers, weighed] = await Promise.all([
    target,
    readMetrics(config, target, ports, options),
    Promise.all(config.evidence.map((query) => readQuery(query, ports.metrics, options))),
  ]);
  const calls: readonly (Failure | null)[] = [
    scale.ok ? null : scale,
    // Without a scale nobody asked for pods.
    scale.ok && !pods.ok ? pods : null,
    ...answers.map((answer) => answer.failure),
    ...weighed.map((answer) => answer.failure),
  ];
  const readings = answers.map(({ reading }) => reading);
  const shared = {
    at: ports.clock.now(),
    evidence: namedEvidence(config.evidence, weighed),
    // Without the pods no metric can be weighed: they are all missing, for that reason.
    readings: scale.ok && !pods.ok ? readings.map(() => missing(pods)) : readings,
    pods: pods.ok ? pods.value : [],
  };
  return {
    observation: { ...shared, scale: scale.ok ? scale.value : { error: sourceError(scale) } },
    scale: scale.ok ? scale.value : null,
    failures: [...new Set(calls)].flatMap((each) => each ?? []),
  };
}

/** The scale, and the pods that it selects. */
interface Target {
  readonly scale: Result<TargetScale>;
  readonly pods: Awaited<ReturnType<ScaleTarget['listPods']>>;
}

async function readTarget(
  { target }: PolicyConfig,
  ports: GatherPorts,
  options: CallOptions,
): Promise<Target> {
  const scale = await ports.target.readScale(target, options);
  if (!scale.ok) return { scale, pods: scale };
  const { selector } = scale.value;
  if (selector === '') return { scale, pods: success([]) };
  return { scale, pods: await ports.target.listPods(target.namespace, selector, options) };
}

/** Queries of values begin at once; those of pods once it is known which there are. */
function readMetrics(
  config: PolicyConfig,
  target: Promise<Target>,
  ports: GatherPorts,
  options: CallOptions,
): Promise<readonly Answered<Reading>[]> {
  let usage: Promise<Result<readonly PodUsage[]>> | undefined;
  const measured = (selector: string): Promise<Result<readonly PodUsage[]>> => {
    usage ??=
      ports.podMetrics?.podUsage(config.target.namespace, selector, options) ??
      Promise.resolve(failure('unavailable', 'nothing measures what pods use'));
    return usage;
  };
  const read = async (metric: MetricQuery): Promise<Answered<Reading>> => {
    if (metric.kind === 'value') return readQuery(metric, ports.metrics, options);
    const { scale, pods } = await target;
    // Both are reported as failures of the target.
    if (!scale.ok) return { reading: missing(scale), failure: null };
    if (!pods.ok) return { reading: missing(pods), failure: null };
    if (pods.value.length === 0) return { reading: noPods, failure: null };
    if (metric.kind === 'usage') {
      const answer = await measured(scale.value.selector);
      return answer.ok
        ? { reading: metric.toReading(answer.value), failure: null }
        : { reading: missing(answer), failure: answer };
    }
    const promql = metric.promqlFor(pods.value.map(({ name }) => name));
    return readQuery({ promql, toReading: metric.toReading }, ports.metrics, options);
  };
  return Promise.all(config.metrics.map(read));
}

const noPods: MissingReading = { error: { message: 'there are no pods to measure' } };

function namedEvidence(
  queries: readonly EvidenceQuery[],
  answers: readonly Answered<EvidenceReading>[],
): Readonly<Record<string, EvidenceReading>> {
  return Object.fromEntries(
    queries.flatMap(({ name }, index) => {
      const reading = answers[index]?.reading;
      return reading === undefined ? [] : [[name, reading]];
    }),
  );
}

/** A query and what is to be made of its answer: of a metric, or of evidence. */
interface Query<Read> {
  readonly promql: string;
  readonly toReading: (answer: QueryAnswer) => Read;
}

async function readQuery<Read>(
  { promql, toReading }: Query<Read>,
  source: MetricSource,
  options: CallOptions,
): Promise<Answered<Read>> {
  const answer = await source.query(promql, options);
  return answer.ok
    ? { reading: toReading(answer.value), failure: null }
    : { reading: missing(answer), failure: answer };
}

function missing(failed: Failure): MissingReading {
  return { error: sourceError(failed) };
}
