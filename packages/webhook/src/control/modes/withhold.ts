import type { Standing, Withheld } from '../../ports/index.ts';
import type { Course, Situation, Withholding } from './course.ts';

/** Why a decision is not carried out, and what it is about. */
export interface Reason extends Withholding {
  /** {@link Withheld.about}; null when it is not to be remembered, for it may pass any moment. */
  readonly about: string | null;
}

/**
 * Decides, and carries nothing out. What is remembered is what a controller remembers that could
 * not write. The reason is told once, when it begins, and not at every look.
 */
export function withhold({ gathered, memory, standing }: Situation, reason: Reason): Course {
  const { observation } = gathered;
  return {
    observation,
    memory,
    plan: (decision) => {
      const { code, about, text } = reason;
      const before = standing.withheld;
      const isNew = about !== null && (before?.code !== code || before.about !== about);
      return {
        decision: { ...decision, memory: { ...decision.memory, pending: null } },
        standing: isNew ? withheldFor(standing, { code, about, since: observation.at }) : standing,
        act: null,
        withheld: reason,
        notices: isNew ? [{ type: 'Warning', reason: code, message: text }] : [],
      };
    },
  };
}

function withheldFor(standing: Standing, withheld: Withheld): Standing {
  return { ...standing, withheld };
}
