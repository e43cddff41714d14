import type { CompiledMetric, MetricFailure } from '../compiled-metric.ts';
import type { MetricStatus } from '../status.ts';

/** What one metric says: a size, or why it says nothing. */
export type Evaluation = Proposal | Failed;

export interface Proposal {
  readonly ok: true;
  readonly metric: CompiledMetric;
  readonly replicas: number;
  readonly status: MetricStatus;
}

export interface Failed {
  readonly ok: false;
  readonly metric: CompiledMetric;
  readonly failure: MetricFailure;
}

export function propose(metric: CompiledMetric, replicas: number, status: MetricStatus): Proposal {
  return { ok: true, metric, replicas, status };
}

export function fail(metric: CompiledMetric, failure: MetricFailure): Failed {
  return { ok: false, metric, failure };
}
