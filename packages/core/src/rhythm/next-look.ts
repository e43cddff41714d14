import type { Decision } from '../hpa/index.ts';

/** Looks that nobody asks for are never closer together than this, in milliseconds. */
const leastGap = 1_000;

/** Whether a policy is awake, and when it is looked at next, why. */
export interface NextLook {
  readonly awake: boolean;
  readonly due: number;
  readonly cause: NextLookCause;
}

/**
 * Why the webhook looks again by itself:
 *
 * - `sync`: the policy is awake and its sync period is over
 * - `deadline`: time alone may have changed the decision
 * - `retry`: the last look failed, or found no data
 * - `safety`: the policy sleeps and its safety period is over
 */
export type NextLookCause = 'sync' | 'deadline' | 'retry' | 'safety';

/**
 * How a look ended:
 *
 * - `scaled`: the scale was written
 * - `steady`: there was nothing to change
 * - `holding`: something is missing or not to be believed, and the size stays until that ends
 * - `shadowed`: the policy is a shadow, and would have written the scale
 * - `paused`: somebody paused the policy, and nothing is written
 * - `refused`: an autoscaler of the cluster has the size, and nothing is written
 * - `failed`: a call that had to succeed did not; nothing is lost, and the next look begins afresh
 */
export type LookOutcome =
  | 'scaled'
  | 'steady'
  | 'holding'
  | 'shadowed'
  | 'paused'
  | 'refused'
  | 'failed';

/** What of a look says when the next one is useful. */
export interface LookResult extends Pick<Decision, 'nextDeadline' | 'deadlineCause'> {
  readonly outcome: LookOutcome;
}

/** Where a policy stands after a look. */
export interface Stand {
  readonly look: LookResult;
  /** Whether an alert of it fires. */
  readonly alerted: boolean;
  /** How many looks in a row have failed or held, this one included; 0 after one that did not. */
  readonly troubles: number;
  /** Milliseconds. */
  readonly settings: { readonly syncPeriod: number; readonly safetyPeriod: number };
  /** From 0 to 1, different for each policy: where in its period its looks stand. */
  readonly phase: number;
  readonly now: number;
}

/**
 * When to look again:
 *
 * - awake, as long as alerts fire or the decision is not at rest: every sync period, and earlier
 *   where the decision says that time alone changes it
 * - after a look that failed: a second later, then twice as long each time
 * - while data is missing and no alert fires: twice as long each time, up to the safety period
 * - asleep: every safety period
 *
 * Looks of one period stand at the policy's own phase of it, so that 10,000 policies never come all
 * at once, whatever woke them.
 */
export function nextLook(stand: Stand): NextLook {
  const { look, alerted, troubles, settings, phase, now } = stand;
  const { syncPeriod: sync } = settings;
  const safety = Math.max(settings.safetyPeriod, sync);
  const awake = alerted || !isAtRest(look);
  const longest = awake && (alerted || troubles === 0) ? sync : safety;
  const soonest = now + leastGap;

  if (troubles > 0 && (look.outcome === 'failed' || !alerted)) {
    const first = look.outcome === 'failed' ? leastGap : sync;
    const pause = Math.min(first * 2 ** Math.min(troubles - 1, 30), longest);
    if (pause < longest) {
      // Spread over half of the pause, so that what failed together does not come again together.
      const due = now + Math.min(Math.floor(pause * (1 + phase / 2)), longest);
      return at(Math.min(due, deadlineOf(look, soonest)), awake, 'retry');
    }
  }
  const aligned = inPhase(soonest, longest, phase);
  const deadline = deadlineOf(look, soonest);
  if (deadline < aligned) return at(deadline, awake, 'deadline');
  return at(aligned, awake, longest === sync ? 'sync' : 'safety');
}

/** Whether the policy needs no further look until something happens. */
function isAtRest({ outcome, nextDeadline, deadlineCause }: LookResult): boolean {
  // Its deadline is the end of the pause.
  if (outcome === 'paused') return true;
  if (outcome !== 'steady' && outcome !== 'refused') return false;
  // A guard's limit of age is a deadline at every look: new samples move it on.
  return nextDeadline === null || deadlineCause === 'guard';
}

/** A number from 0 to 1 out of a name, the same in every process: FNV-1a. */
export function phaseOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // Names that differ in their last letter differ in the low bits alone: those are mixed upwards.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_0000_0000;
}

/** The first instant of the phase that is not before `earliest`. */
function inPhase(earliest: number, period: number, phase: number): number {
  const offset = Math.floor(phase * period);
  return Math.ceil((earliest - offset) / period) * period + offset;
}

function deadlineOf({ nextDeadline }: LookResult, soonest: number): number {
  return nextDeadline === null ? Number.POSITIVE_INFINITY : Math.max(nextDeadline, soonest);
}

function at(due: number, awake: boolean, cause: NextLookCause): NextLook {
  return { awake, due, cause };
}
