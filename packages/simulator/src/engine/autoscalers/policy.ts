import {
  type Decision,
  decideGuarded,
  emptyMemory,
  type GuardedMemory,
  type GuardedPolicy,
  settleGuarded,
} from '@flyball/core';
import type { MetricsPath, PathEvent, TakenLook } from '../../path/index.ts';
import type { ServiceRun } from '../../service/index.ts';
import type { PodView } from '../pod-view.ts';
import type { Autoscaler, OnDecision } from './autoscaler.ts';
import type { KedaActivation } from './keda-activation.ts';

/** What a policy of a run needs. */
export interface PolicyWorld {
  readonly policy: GuardedPolicy;
  readonly path: MetricsPath;
  readonly service: ServiceRun;
  readonly pods: PodView;
  /** Of the run, milliseconds since the epoch. */
  readonly startsAt: number;
  /** Who scales to and from zero, where somebody does. */
  readonly activation: KedaActivation | undefined;
  readonly onDecision: OnDecision;
  /** Told of everything that happens on the path. */
  readonly onEvent: ((event: PathEvent) => void) | undefined;
  /** Whether decisions carry every step. */
  readonly trace: boolean;
}

/**
 * A policy at work: whenever its path says that the controller looks, it sees pods and readings as the
 * controller sees them, and core decides.
 */
export function policyAutoscaler(world: PolicyWorld): Autoscaler {
  const { path, service, startsAt, activation, onEvent } = world;
  let memory: GuardedMemory = emptyMemory;
  const poll = (event: Extract<PathEvent, { kind: 'poll' }>): void => {
    const replicas = activation?.ask(event.poll, service.counts.desired);
    if (typeof replicas === 'number') service.scaleTo(replicas);
  };
  return {
    get nextTime() {
      // Milliseconds since the epoch have few digits: an event at the start must not come before it.
      return Math.max(0, (path.nextEventAt() - startsAt) / 1000);
    },
    step() {
      for (const event of path.advance(path.nextEventAt())) {
        onEvent?.(event);
        if (event.kind === 'poll') poll(event);
        if (event.kind !== 'look') continue;
        const decision = look(world, event, memory);
        memory = decision.memory;
        path.looked(event.at, takenLook(decision));
      }
    },
  };
}

/** What came of a look, as the webhook tells it; every write succeeds. */
function takenLook(decision: Decision<unknown>): TakenLook {
  const { rescale, error, reason, nextDeadline, deadlineCause } = decision;
  const guarded = reason.code === 'Guarded';
  const holding = error !== null || guarded;
  const outcome = rescale !== null ? 'scaled' : holding ? 'holding' : 'steady';
  return { outcome, nextDeadline, deadlineCause, troubled: outcome === 'holding' && !guarded };
}

/** One look: decide, write the scale, remember. */
function look(
  world: PolicyWorld,
  { at, cause }: Extract<PathEvent, { kind: 'look' }>,
  memory: GuardedMemory,
): Decision<GuardedMemory> {
  const { policy, path, service, pods, trace, onDecision } = world;
  const { desired, active } = service.counts;
  const { selector, names } = pods;
  const observation = {
    at,
    scale: { specReplicas: desired, statusReplicas: active, selector },
    pods: pods.pods,
    readings: path.readings(at, { selector, names }),
  };
  const from = { policy, observation, memory, cause };
  const decision = decideGuarded(observation, memory, { policy, trace });
  if (decision.rescale === null) {
    onDecision(decision, from);
    return decision;
  }
  service.scaleTo(decision.rescale.to);
  const settled = settleGuarded(decision, { ok: true, at }, { policy });
  onDecision(settled, from);
  return settled;
}
