/**
 * How an attempt ended:
 *
 * - `ok`: answered;
 * - `rejected`: the pod's queue was full;
 * - `unavailable`: no pod was ready;
 * - `timeout`: the client gave up;
 * - `crashed`: its pod died.
 */
export type Outcome = 'ok' | 'rejected' | 'unavailable' | 'timeout' | 'crashed';

/** All outcomes, in the order in which counters hold them. */
export const OUTCOMES: readonly Outcome[] = ['ok', 'rejected', 'unavailable', 'timeout', 'crashed'];
