import { type Decision, type GuardedMemory, settleGuarded } from '@flyball/core';
import type { PolicyConfig } from '../../config/index.ts';
import type { ShadowAccount } from '../../ports/index.ts';
import type { Gathered } from '../gather.ts';
import type { Course, Situation } from './course.ts';
import { shadowAccount } from './shadow-account.ts';

/**
 * Decides and remembers as if every size had been written, and writes nothing to the cluster: no
 * scale, no autoscaler, no event. Metrics are read as they are under the actual size, so what they
 * ask for is a size for the world as it is; windows and scaling policies go from the shadow's own.
 */
export function shadow({ config, gathered, memory, standing }: Situation): Course {
  const before = standing.shadow;
  const actual = gathered.scale?.specReplicas ?? null;
  return {
    observation: besideActual(config, gathered, before),
    memory,
    plan: (decided) => {
      const decision = asIfWritten(config, decided);
      const { withheld: _, ...rest } = standing;
      const size = decision.desiredReplicas ?? before?.shadow ?? null;
      const { at } = decision;
      const text = comparison(actual, size);
      const account = size === null ? before : shadowAccount(before, { at, actual, shadow: size });
      return {
        decision,
        standing: account === undefined ? rest : { ...rest, shadow: account },
        act: null,
        withheld: { code: 'Shadow', text },
        tells: false,
        notices: [],
        report: decision.rescale === null ? {} : { outcome: 'shadowed' },
        remark: { label: 'shadow', text },
      };
    },
  };
}

/** The observation in which the scale has the shadow's size. */
function besideActual(
  { policy }: PolicyConfig,
  { observation, scale }: Gathered,
  account: ShadowAccount | undefined,
): Gathered['observation'] {
  if (scale === null || account === undefined) return observation;
  const sizes = [scale.specReplicas, account.shadow];
  // Who scales to zero takes the workload out of everybody's hands, and gives it back from there.
  if (policy.minReplicas > 0 && sizes.includes(0)) return observation;
  const beside = { specReplicas: account.shadow, sampledReplicas: scale.specReplicas };
  return { ...observation, scale: { ...scale, ...beside } };
}

function asIfWritten(
  { policy }: PolicyConfig,
  decision: Decision<GuardedMemory>,
): Decision<GuardedMemory> {
  if (decision.rescale === null) return decision;
  return settleGuarded(decision, { ok: true, at: decision.at }, { policy });
}

function comparison(actual: number | null, size: number | null): string {
  const stands = actual === null ? 'not known' : String(actual);
  return `the actual size is ${stands}, ours would be ${size ?? 'unknown'}; nothing is written`;
}
