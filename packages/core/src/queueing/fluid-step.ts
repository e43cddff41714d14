import { requireNonNegative, requirePositive } from '../numeric/index.ts';

/** A load that steps above the capacity, and capacity that follows late; rates per second. */
export interface FluidStep {
  /** The new load, more than `capacityBefore`. */
  readonly arrivalRate: number;
  /** > 0. */
  readonly capacityBefore: number;
  /** More than `arrivalRate`. */
  readonly capacityAfter: number;
  /** Seconds from the step until the new capacity is there, >= 0. */
  readonly delay: number;
}

/** What the delay costs; times in seconds. */
export interface FluidStepResult {
  /** Requests waiting when the capacity comes. */
  readonly backlog: number;
  /** From then until nobody waits. */
  readonly recovery: number;
  /** The longest wait of any request, FCFS. */
  readonly worstWait: number;
  /** When that request came, after the step. */
  readonly worstArrival: number;
  /** How many requests had to wait. */
  readonly requestsDelayed: number;
}

/**
 * The price of a scaling delay, by the fluid model: backlog `(lambda - C0) D`, recovery
 * `backlog/(C1 - lambda)`, longest wait `D (1 - C0/lambda)`.
 *
 * @throws RangeError for arguments outside the ranges of {@link FluidStep}.
 */
export function fluidStep(step: FluidStep): FluidStepResult {
  const { arrivalRate, capacityBefore, capacityAfter, delay } = step;
  requirePositive('capacityBefore', capacityBefore);
  requirePositive('arrivalRate - capacityBefore', arrivalRate - capacityBefore);
  requirePositive('capacityAfter - arrivalRate', capacityAfter - arrivalRate);
  requireNonNegative('delay', delay);
  const backlog = (arrivalRate - capacityBefore) * delay;
  const recovery = backlog / (capacityAfter - arrivalRate);
  return {
    backlog,
    recovery,
    worstWait: delay * (1 - capacityBefore / arrivalRate),
    worstArrival: (delay * capacityBefore) / arrivalRate,
    requestsDelayed: arrivalRate * (delay + recovery),
  };
}
