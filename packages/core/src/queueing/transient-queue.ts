import {
  requireInteger,
  requireNonNegative,
  requirePositive,
  requireSteps,
  type StepFunction,
  stepPieces,
} from '../numeric/index.ts';

/** M_t/M/c_t: the arrival rate and the number of servers change in steps. */
export interface TransientQueue {
  /** Requests per second that one server can serve, > 0. */
  readonly serviceRate: number;
  /** Requests per second, >= 0. */
  readonly arrivalRate: StepFunction;
  /** Integers >= 0; when they fall, requests in service go on at the rate of the servers left. */
  readonly servers: StepFunction;
  /** Requests in the system at time 0, integer >= 0. */
  readonly initialInSystem: number;
}

/** A span in which nothing changes and no instant is asked for. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly arrivalRate: number;
  readonly servers: number;
}

/**
 * Cuts the time up to the last of `times` at every step and every asked instant.
 *
 * @param times asked instants, >= 0, rising.
 * @throws RangeError for arguments outside the ranges of {@link TransientQueue}.
 */
export function spans(queue: TransientQueue, times: readonly number[]): Span[] {
  const { serviceRate, arrivalRate, servers } = queue;
  requirePositive('serviceRate', serviceRate);
  requireInteger('initialInSystem', queue.initialInSystem);
  requireSteps('arrivalRate', arrivalRate);
  requireSteps('servers', servers);
  for (const [, rate] of arrivalRate) requireNonNegative('arrivalRate', rate);
  for (const [, count] of servers) requireInteger('servers', count);
  for (const [index, time] of times.entries()) {
    requireNonNegative(`times[${index}] - the time before`, time - (times[index - 1] ?? 0));
  }
  const asked = [...new Set([0, ...times])].map((time): [number, number] => [time, 0]);
  return Array.from(
    stepPieces([arrivalRate, servers, asked], times.at(-1) ?? 0),
    ({ from, to, values: [rate = 0, count = 0] }) => ({
      from,
      to,
      arrivalRate: rate,
      servers: count,
    }),
  );
}
