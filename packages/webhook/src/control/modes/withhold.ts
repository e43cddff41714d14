import type { LookOutcome, ScalingEvent } from '@flyball/core';
import type { Withheld } from '../../ports/index.ts';
import type { Course, Situation } from './course.ts';

/** Why a decision is not carried out. */
export interface Reason {
  readonly outcome: Extract<LookOutcome, 'holding' | 'refused' | 'paused'>;
  readonly code: string;
  readonly text: string;
  /** {@link Withheld.about}; null when it is not to be remembered, for it may pass any moment. */
  readonly about: string | null;
  /** When it ends by itself. */
  readonly until?: number | null;
  /** What is told when it begins; a warning of that code unless said otherwise. */
  readonly event?: Pick<ScalingEvent, 'type' | 'reason'>;
}

/**
 * Decides, and carries nothing out. What is remembered is what a controller remembers that could
 * not write. The reason is told once, when it begins, and not at every look.
 */
export function withhold({ gathered, memory, standing }: Situation, reason: Reason): Course {
  const { observation } = gathered;
  const { outcome, code, about, text, until = null } = reason;
  const withheld = about === null ? null : { code, about, since: observation.at };
  const isNew = withheld !== null && !isSame(standing.withheld, withheld);
  const event = reason.event ?? { type: 'Warning', reason: code };
  return {
    observation,
    memory,
    plan: (decision) => ({
      decision: { ...decision, memory: { ...decision.memory, pending: null } },
      standing: isNew ? { ...standing, withheld } : standing,
      act: null,
      withheld: { code, text },
      tells: false,
      notices: isNew ? [{ ...event, message: text }] : [],
      // The decision's own deadline counts from a write that is not made.
      report: { outcome, reason: { code, text }, nextDeadline: until, deadlineCause: null },
      remark: { label: 'withheld', text: `${code}: ${text}` },
    }),
  };
}

function isSame(before: Withheld | undefined, { code, about }: Withheld): boolean {
  return before?.code === code && before.about === about;
}
