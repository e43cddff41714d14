/** What every call through a port is given. */
export interface CallOptions {
  /** Ends the call. A write that has not been sent when it fires is never sent. */
  readonly signal: AbortSignal;
}

/**
 * Why a call through a port did not answer. A closed list, so that each is handled:
 *
 * - `not-found`: the object does not exist
 * - `conflict`: somebody else wrote in between (HTTP 409)
 * - `exists`: it was to be made, and is there already
 * - `forbidden`: our identity may not do this (403)
 * - `unauthorized`: our identity was not accepted (401)
 * - `invalid`: the request was understood and refused (400, 415, 422)
 * - `throttled`: asked to come back later (429)
 * - `unavailable`: a server error, or no connection at all
 * - `timeout`: the deadline passed, or the caller gave up
 * - `expired`: what was asked for is not remembered any more; begin anew (410)
 * - `partial`: an answer came that may be incomplete
 * - `malformed`: an answer came that cannot be read
 */
export type FailureReason =
  | 'not-found'
  | 'conflict'
  | 'exists'
  | 'forbidden'
  | 'unauthorized'
  | 'invalid'
  | 'throttled'
  | 'unavailable'
  | 'timeout'
  | 'expired'
  | 'partial'
  | 'malformed';

/** A call that did not answer. Safe to log and to show: it carries no secret. */
export interface Failure {
  readonly ok: false;
  readonly reason: FailureReason;
  /** For a person: what was asked, and what came back. */
  readonly message: string;
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** How long the other side asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

export interface Success<Value> {
  readonly ok: true;
  readonly value: Value;
}

/** The outcome of a call through a port: expected failures are values, never exceptions. */
export type Result<Value> = Success<Value> | Failure;

/** Reasons that time alone can mend; after a conflict the caller reads and decides again. */
const passing: ReadonlySet<FailureReason> = new Set([
  'conflict',
  'throttled',
  'unavailable',
  'timeout',
  'expired',
  'partial',
]);

/** A failure with the retryability that its reason has by nature. */
export function failure(reason: FailureReason, message: string, retryAfterMs?: number): Failure {
  const retryable = passing.has(reason);
  return retryAfterMs === undefined
    ? { ok: false, reason, message, retryable }
    : { ok: false, reason, message, retryable, retryAfterMs };
}

/** A call that answered. */
export function success<Value>(value: Value): Success<Value> {
  return { ok: true, value };
}
