import type { Failure } from '../ports/index.ts';

/** Of a stream nobody knows how much of it has been told when it breaks off. */
export type CallKind = 'read' | 'write' | 'stream';

/** A call is tried so often at most, the first time included. */
const maximumTries = 3;

/** The wait before the second try; it doubles with each further one. */
const firstWaitMs = 100;

/** A server that asks for a longer wait is obeyed by giving up: the next look comes by itself. */
const longestWaitMs = 1_000;

/**
 * How long to wait before a failed call is tried again, or null when it is not.
 *
 * A read is repeated after anything that passes. All else is repeated only when the server refused
 * it unread (429): after a server error or a lost connection nobody knows whether a write was done.
 *
 * @param tries how often it was tried already
 * @param random a number of 0 … 1, so that many callers do not come back at once
 */
export function waitBeforeRetry(
  failure: Failure,
  kind: CallKind,
  tries: number,
  random: number,
): number | null {
  const { reason, retryAfterMs } = failure;
  const repeatable = reason === 'throttled' || (reason === 'unavailable' && kind === 'read');
  if (!repeatable || tries >= maximumTries) return null;
  const wait = retryAfterMs ?? firstWaitMs * 2 ** (tries - 1) * (0.5 + random / 2);
  return wait <= longestWaitMs ? wait : null;
}
