import type { Observation, Pod, Policy, Reading, Scale } from '../hpa/index.ts';
import type { GuardedObservation } from './evidence.ts';
import { type GuardMemory, noGuardMemory } from './guard-memory.ts';
import type { GuardedPolicy, Guards } from './guarded-policy.ts';
import { type ScreenedMetric, screenMetric } from './screen-metric.ts';
import { selectedPods } from './selected-pods.ts';

/** What `decide` gets to see once the guards have looked at every reading. */
export interface Screened {
  readonly observation: Observation;
  /** The policy in which metrics whose size is given stand for themselves. */
  readonly policy: Policy;
  readonly metrics: readonly ScreenedMetric[];
  /** The selected pods, looked up when they are needed. */
  readonly pods: () => readonly Pod[];
  /** When time alone changes what a guard says. */
  readonly deadline: number;
}

/** Brings each reading through the guards of its metric. */
export function screen(
  observation: GuardedObservation,
  scale: Scale,
  policy: GuardedPolicy,
  guards: Guards,
  memory: GuardMemory = noGuardMemory,
): Screened {
  let selected: readonly Pod[] | undefined;
  const pods = () => {
    selected ??= selectedPods(observation, policy);
    return selected;
  };
  const surroundings = { observation, scale, memory, guards, pods };
  const metrics: ScreenedMetric[] = [];
  let deadline = Number.POSITIVE_INFINITY;
  let isSame = true;
  for (const metric of policy.metrics) {
    const own = guards.metrics[metric.index];
    if (own === undefined) throw new TypeError(`no guards for spec.metrics[${metric.index}]`);
    const screened = screenMetric(metric, own, surroundings);
    metrics.push(screened);
    deadline = Math.min(deadline, screened.deadline);
    isSame &&= screened.metric === metric;
    isSame &&= screened.reading === observation.readings[metric.index];
  }
  if (isSame) return { observation, policy, metrics, pods, deadline };
  return {
    observation: { ...observation, readings: metrics.map(readingOf) },
    policy: { ...policy, metrics: metrics.map(({ metric }) => metric) },
    metrics,
    pods,
    deadline,
  };
}

function readingOf({ metric, reading }: ScreenedMetric): Reading {
  const message = `no reading for spec.metrics[${metric.index}]`;
  return reading ?? { error: { reason: 'NoReading', message } };
}
