import type { Decision, LookOutcome } from '@flyball/core';
import type { Log, Standing } from '../ports/index.ts';

/**
 * Why a policy is looked at:
 *
 * - `alert`: an alert was delivered, firing or resolved
 * - `request`: somebody asked for it
 * - `start`: the policy is new to the webhook, or has changed
 * - `sync`: the policy is awake and its sync period is over
 * - `deadline`: time alone may have changed the decision
 * - `retry`: the last look failed, or found no data
 * - `safety`: the policy sleeps and its safety period is over
 */
export type LookCause = 'alert' | 'request' | 'start' | 'sync' | 'deadline' | 'retry' | 'safety';

/** Which look, and why. */
export interface LookRequest {
  /** Names the look in the log, in answers and in the decision log. */
  readonly id: string;
  readonly cause: LookCause;
}

/** What one look at one policy found and did. Plain JSON. */
export interface Look extends LookRequest {
  readonly policy: string;
  readonly at: number;
  readonly outcome: LookOutcome;
  /** Null when the scale could not be read. */
  readonly currentReplicas: number | null;
  readonly desiredReplicas: number | null;
  readonly reason: { readonly code: string; readonly text: string };
  readonly events: Decision['events'];
  readonly conditions: Decision['conditions'];
  readonly currentMetrics: Decision['currentMetrics'];
  readonly nextDeadline: number | null;
  readonly deadlineCause: Decision['deadlineCause'];
  /** The way to the number, for a person. */
  readonly explanation: string;
  /** How the policy stands beside its decision; null when that could not be read. */
  readonly standing: Standing | null;
  /** Calls that failed. */
  readonly problems: readonly LookProblem[];
}

export interface LookProblem {
  readonly reason: string;
  readonly message: string;
  /** Whether the same look may succeed a moment later. */
  readonly retryable: boolean;
}

/** A look that ended before there was a decision. */
export function failedLook(
  policy: string,
  { id, cause }: LookRequest,
  at: number,
  { reason, message, retryable }: LookProblem,
): Look {
  return {
    id,
    policy,
    cause,
    at,
    outcome: 'failed',
    currentReplicas: null,
    desiredReplicas: null,
    reason: { code: reason, text: message },
    events: [],
    conditions: [],
    currentMetrics: [],
    nextDeadline: null,
    deadlineCause: null,
    explanation: `${policy}: the look failed, nothing was written: ${message}\n`,
    standing: null,
    problems: [{ reason, message, retryable }],
  };
}

/** Whether a look that nobody asked for found what the one before it had found. */
export function isRepeated(look: Look, former: Look | undefined): boolean {
  if (former === undefined || look.outcome === 'scaled') return false;
  if (look.cause === 'alert' || look.cause === 'request' || look.cause === 'start') return false;
  return (
    look.outcome === former.outcome &&
    look.reason.code === former.reason.code &&
    look.currentReplicas === former.currentReplicas &&
    look.problems.length === former.problems.length
  );
}
const worrying: ReadonlySet<LookOutcome> = new Set(['failed', 'holding', 'refused']);

/** Tells the operator of a look. */
export function logLook(look: Look, log: Log): void {
  const level = worrying.has(look.outcome) ? 'warn' : 'info';
  log.write(level, `look ${look.outcome}`, {
    look: look.id,
    policy: look.policy,
    cause: look.cause,
    current: look.currentReplicas,
    desired: look.desiredReplicas,
    reason: look.reason.code,
    text: look.reason.text,
    problems: look.problems.map(({ message }) => message),
  });
}
