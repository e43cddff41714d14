import type { DecideOptions } from './decision.ts';
import { Look } from './look.ts';
import type { Observation, SourceError } from './observation.ts';
import type { Policy } from './policy.ts';
import { evaluateMetric } from './replicas/index.ts';
import type { MetricStatus } from './status.ts';
import type { TraceStep } from './trace.ts';

/** What one metric asks for on its own, before windows, policies and bounds. */
export type MetricProposal =
  | {
      readonly replicas: number;
      readonly status: MetricStatus;
      readonly trace?: readonly TraceStep[];
    }
  | { readonly error: SourceError; readonly trace?: readonly TraceStep[] };

/**
 * The size that the metric `spec.metrics[index]` alone asks for.
 *
 * @throws {RangeError} when the policy has no such metric
 */
export function proposeReplicas(
  observation: Observation,
  index: number,
  { policy, trace = false }: DecideOptions<Policy>,
): MetricProposal {
  const metric = policy.metrics[index];
  if (metric === undefined) {
    throw new RangeError(`spec.metrics[${index}]: the policy has ${policy.metrics.length} metrics`);
  }
  const { scale } = observation;
  if ('error' in scale) return { error: scale.error };
  const selector = policy.readSelector(scale.selector);
  if ('event' in selector)
    return { error: { reason: selector.eventReason, message: selector.event } };
  const look = new Look(observation, policy, scale, selector, trace ? [] : undefined);
  const evaluation = evaluateMetric(metric, look);
  const steps = look.trace === undefined ? {} : { trace: look.trace };
  return evaluation.ok
    ? { replicas: evaluation.replicas, status: evaluation.status, ...steps }
    : { error: evaluation.failure.cause, ...steps };
}
