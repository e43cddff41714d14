import type { GuardedObservation, MissingReading } from '@flyball/core';
import type { PolicyConfig } from '../config/index.ts';
import type {
  CallOptions,
  Clock,
  Failure,
  MetricSource,
  QueryAnswer,
  ScaleTarget,
  TargetScale,
} from '../ports/index.ts';
import { sourceError } from './source-error.ts';

export interface GatherPorts {
  readonly clock: Clock;
  readonly metrics: MetricSource;
  readonly target: ScaleTarget;
}

export interface Gathered {
  readonly observation: GuardedObservation;
  /** The scale that was read, which a write must name; null when it could not be read. */
  readonly scale: TargetScale | null;
  /** Calls that failed, for the report. */
  readonly failures: readonly Failure[];
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
  const [scale, answers, weighed] = await Promise.all([
    ports.target.readScale(config.target, options),
    Promise.all(config.metrics.map((metric) => readQuery(metric, ports.metrics, options))),
    Promise.all(config.evidence.map((query) => readQuery(query, ports.metrics, options))),
  ]);
  const failures = [...answers, ...weighed].flatMap(({ failure }) => failure ?? []);
  const readings = answers.map(({ reading }) => reading);
  const evidence = Object.fromEntries(
    config.evidence.flatMap(({ name }, index) => {
      const reading = weighed[index]?.reading;
      return reading === undefined ? [] : [[name, reading]];
    }),
  );

  if (!scale.ok) {
    const observation = {
      at: ports.clock.now(),
      scale: { error: sourceError(scale) },
      pods: [],
      readings,
      evidence,
    };
    return { observation, scale: null, failures: [scale, ...failures] };
  }

  const { selector } = scale.value;
  const pods =
    selector === ''
      ? ({ ok: true, value: [] } as const)
      : await ports.target.listPods(config.target.namespace, selector, options);
  return {
    observation: {
      at: ports.clock.now(),
      scale: scale.value,
      pods: pods.ok ? pods.value : [],
      // Without the pods no metric can be weighed: they are all missing, for that reason.
      readings: pods.ok ? readings : readings.map(() => missing(pods)),
      evidence,
    },
    scale: scale.value,
    failures: pods.ok ? failures : [pods, ...failures],
  };
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
): Promise<{ readonly reading: Read | MissingReading; readonly failure: Failure | null }> {
  const answer = await source.query(promql, options);
  return answer.ok
    ? { reading: toReading(answer.value), failure: null }
    : { reading: missing(answer), failure: answer };
}

function missing(failure: Failure): MissingReading {
  return { error: sourceError(failure) };
}
