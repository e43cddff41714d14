import type { MetricFailure } from './compiled-metric.ts';
import type { Look } from './look.ts';
import { evaluateMetric } from './replicas/index.ts';
import type { MetricStatus, ScalingEvent } from './status.ts';

/** What all metrics together say. */
export type Choice = Chosen | Blocked;

interface Said {
  readonly currentMetrics: readonly MetricStatus[];
}

/** The largest size asked for, and the name of the metric that asked. */
export interface Chosen extends Said {
  readonly replicas: number;
  readonly name: string;
  /** What is missing all the same, in the controller's words; null when nothing is. */
  readonly error: string | null;
}

/** Too much is missing to act. */
export interface Blocked extends Said {
  readonly replicas: null;
  /** The first failure. */
  readonly failure: MetricFailure;
  readonly error: string;
}

/**
 * Evaluates the metrics in the order of the spec. The largest size wins, the earlier one on a tie.
 * A missing metric forbids to go below the present size, never above it; while the kept size is
 * zero, any later one replaces it.
 */
export function choose(look: Look, events: ScalingEvent[]): Choice {
  const { metrics } = look.policy;
  const currentMetrics: MetricStatus[] = [];
  let replicas = 0;
  let name = '';
  let chosen: number | null = null;
  let firstFailure: MetricFailure | null = null;
  let missing = 0;
  for (const metric of metrics) {
    const evaluation = evaluateMetric(metric, look);
    if (!evaluation.ok) {
      const { reason, body, cause } = evaluation.failure;
      events.push({ type: 'Warning', reason, message: body });
      look.trace?.push({ step: 'missing', metric: metric.index, name: metric.name, error: cause });
      firstFailure ??= evaluation.failure;
      missing++;
      currentMetrics.push({ type: '' });
      continue;
    }
    currentMetrics.push(evaluation.status);
    if (replicas === 0 || evaluation.replicas > replicas) {
      replicas = evaluation.replicas;
      name = metric.name;
      chosen = metric.index;
    }
  }
  const blocked = missing > 0 && (missing === metrics.length || replicas < look.scale.specReplicas);
  look.trace?.push({ step: 'choice', metric: chosen, replicas, missing, blocked });
  if (firstFailure === null) return { replicas, name, currentMetrics, error: null };
  const error = `invalid metrics (${missing} invalid out of ${metrics.length}), first error is: ${firstFailure.error}`;
  return blocked
    ? { replicas: null, failure: firstFailure, currentMetrics, error }
    : { replicas, name, currentMetrics, error };
}
