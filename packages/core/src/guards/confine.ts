import type { Pod, Policy } from '../hpa/index.ts';
import { type GuardedObservation, readEvidence } from './evidence.ts';
import type { GuardName, Guards, Note, ScaleDownVeto } from './guarded-policy.ts';
import { replicas } from './words.ts';

/** A change of size that the metrics ask for, and what guards weigh against it. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly observation: GuardedObservation;
  readonly policy: Policy;
  readonly guards: Guards;
  readonly doubts: readonly Note[];
  readonly pods: () => readonly Pod[];
}

/** The size that the guards leave of it, always between `from` and `to` or the bounds. */
export interface Confined {
  readonly to: number;
  readonly notes: readonly Note[];
  readonly deadline: number;
}

/** Confines a move: no scale-down that something speaks against, no step that is too large. */
export function confine(move: Move): Confined {
  const { from, to, policy, guards } = move;
  const lowers = to < from;
  const against = lowers ? [...nothingReady(move), ...move.doubts] : [];
  const vetoes = lowers ? guards.scaleDownVetoes.map((veto) => weigh(veto, move)) : [];
  for (const { note } of vetoes) if (note !== null) against.push(note);
  const deadline = Math.min(...vetoes.map((veto) => veto.deadline));
  if (against.length > 0) return { to: from, notes: against, deadline };
  const step = lowers ? -guards.largestStep.down : guards.largestStep.up;
  const stepped = lowers ? Math.max(to, from + step) : Math.min(to, from + step);
  // A target at zero wakes to its minimum, however large that is.
  const size = bounded(stepped, policy);
  const notes: Note[] = [];
  if (stepped !== to) {
    const most = replicas(Math.abs(step));
    notes.push(
      note(
        'largestStep',
        `${most} are the largest step ${lowers ? 'down' : 'up'}, ${to} were asked for`,
      ),
    );
  }
  if (size !== stepped) {
    const { minReplicas, maxReplicas } = policy;
    notes.push(note('bounds', `${stepped} is outside ${minReplicas} … ${maxReplicas}`));
  }
  return { to: size, notes, deadline };
}

/**
 * Readiness 0 must not lower the size: a `Value` target multiplies with the ready pods, so an
 * outage of all of them asks for nothing (kubernetes#130130).
 */
function nothingReady({ guards, pods }: Move): Note[] {
  if (!guards.floorWhileNothingReady) return [];
  const selected = pods();
  if (selected.some(isReady)) return [];
  const message =
    selected.length === 1
      ? 'the only pod is not ready'
      : `none of ${selected.length} pods is ready`;
  return [note('floorWhileNothingReady', selected.length === 0 ? 'there is no pod' : message)];
}

function isReady({ phase, ready }: Pod): boolean {
  return phase === 'Running' && ready?.status === 'True';
}

/** A proxied failure is answered fast: latency falls while everything breaks. */
function weigh(
  veto: ScaleDownVeto,
  { observation }: Move,
): { readonly note: Note | null; readonly deadline: number } {
  const { value, problem, deadline } = readEvidence(observation, veto);
  if (value === null) {
    return {
      note: veto.whenMissing === 'veto' ? note('scaleDownVetoes', problem) : null,
      deadline,
    };
  }
  if (value <= veto.above) return { note: null, deadline };
  const message = `${veto.evidence} is ${value}, more than ${veto.above}`;
  return { note: note('scaleDownVetoes', message), deadline };
}

function bounded(size: number, { minReplicas, maxReplicas }: Policy): number {
  return Math.max(Math.min(size, maxReplicas), Math.min(minReplicas, maxReplicas));
}

function note(guard: GuardName, message: string): Note {
  return { guard, metric: null, message, changes: true };
}
