import type { KpaConfig } from './config.ts';
import type { RevisionSettings } from './revision.ts';

/** Knative's condition `Active`: `Unknown` while it is being activated. */
export type ActiveStatus = 'True' | 'False' | 'Unknown';

/** What is known of a revision when its size is written. Durations in milliseconds. */
export interface RevisionState {
  readonly active: ActiveStatus;
  /** For how long it has been so. */
  readonly activeFor: number;
  /** Whether it has had its initial scale once. */
  readonly scaleTargetInitialized: boolean;
  readonly mode: RevisionScale['mode'];
  /** For how long the activator has been in front of the pods; 0 when it is not. */
  readonly proxyFor: number;
  /** Whether a probe through the activator is answered; asked only before the last pod goes. */
  readonly activatorAnswers: boolean;
  /** `spec.replicas` of the workload. */
  readonly replicas: number;
  readonly readyPods: number;
  /** Of `decideKpa`; -1 while it cannot be said. */
  readonly desiredReplicas: number;
  readonly excessBurstCapacity: number;
}

export interface RevisionScale {
  /** The size that is wanted; -1 while it cannot be said. */
  readonly desiredReplicas: number;
  /** What to write; null when the workload stays as it is. */
  readonly writeReplicas: number | null;
  /** When to look again, in milliseconds from now; null when no look is due. */
  readonly lookAfter: number | null;
  /** Whether the activator does not answer yet, and is to be asked until it does. */
  readonly probeActivator: boolean;
  /** `Proxy`: the activator stands in front of the pods. */
  readonly mode: 'Serve' | 'Proxy';
  readonly activators: number;
  readonly active: ActiveStatus;
  readonly activeReason: '' | 'NoTraffic' | 'TimedOut' | 'Queued';
  readonly scaleTargetInitialized: boolean;
}

const unknown = -1;
const leastActivators = 2;
/** When to look at an idle revision again, in milliseconds. */
const whileProxied = 3_000;
/** What an activation gets beyond its progress deadline. */
const activationBuffer = 30_000;

/**
 * From the autoscaler's wish to the workload: bounds, the initial scale, and the way to zero and
 * back, as the KPA reconciler of knative.dev/serving 0.51 has them.
 */
export function scaleRevision(
  state: RevisionState,
  revision: RevisionSettings,
  config: KpaConfig,
): RevisionScale {
  const step = sizeOf(state, revision, config);
  const { desiredReplicas: desired } = step;
  const least = leastReady(state, revision);
  const { active, activeReason } = activeCondition(state, desired, least);
  return {
    ...step,
    mode: desired > 0 && state.excessBurstCapacity >= 0 ? 'Serve' : 'Proxy',
    activators: activatorsFor(state.readyPods, revision),
    active,
    activeReason,
    scaleTargetInitialized: state.scaleTargetInitialized || state.readyPods >= least,
  };
}

type Step = Pick<
  RevisionScale,
  'desiredReplicas' | 'writeReplicas' | 'lookAfter' | 'probeActivator'
>;

const still = { writeReplicas: null, lookAfter: null, probeActivator: false } as const;

function sizeOf(state: RevisionState, revision: RevisionSettings, config: KpaConfig): Step {
  if (state.desiredReplicas < 0 && state.active !== 'Unknown') {
    return { desiredReplicas: state.desiredReplicas, ...still };
  }
  const bounded = withinBounds(state, revision);
  if (bounded !== 0) return write(bounded, state);
  return config.enableScaleToZero ? toZero(state, revision, config) : write(1, state);
}

function write(desiredReplicas: number, { replicas }: RevisionState): Step {
  const writeReplicas = desiredReplicas === replicas ? null : desiredReplicas;
  return { desiredReplicas, ...still, writeReplicas };
}

function withinBounds(
  { desiredReplicas, scaleTargetInitialized }: RevisionState,
  { settings, minScale, maxScale, initialScale }: RevisionSettings,
): number {
  const starting = initialScale > 1 && !scaleTargetInitialized && settings.reachable;
  const least = starting ? Math.max(minScale, initialScale) : minScale;
  if (desiredReplicas < least) return least;
  return maxScale !== 0 && desiredReplicas > maxScale ? maxScale : desiredReplicas;
}

function toZero(state: RevisionState, revision: RevisionSettings, config: KpaConfig): Step {
  const { active, activeFor } = state;
  const zero = { desiredReplicas: 0, ...still };
  switch (active) {
    case 'Unknown': {
      const patience = revision.progressDeadline + activationBuffer;
      if (activeFor > patience) return write(0, state);
      return { desiredReplicas: unknown, ...still, lookAfter: patience };
    }
    case 'True': {
      const { stableWindow } = revision.settings;
      // With the activator in front already, nothing else brings the reconciler back.
      if (activeFor >= stableWindow)
        return { ...zero, lookAfter: state.mode === 'Proxy' ? whileProxied : null };
      return { ...write(1, state), lookAfter: stableWindow - activeFor };
    }
    case 'False': {
      // For any burst the activator is in front for good.
      const needsProbe = revision.settings.targetBurstCapacity !== -1;
      if (needsProbe && !state.activatorAnswers) return { ...zero, probeActivator: true };
      const grace = config.scaleToZeroGracePeriod;
      const retention = revision.scaleToZeroPodRetentionPeriod;
      const idle = Math.max(grace, retention);
      if (activeFor >= idle) return write(0, state);
      const wait = activeFor >= retention ? Math.max(0, grace - state.proxyFor) : idle - activeFor;
      return wait > 0 ? { ...zero, lookAfter: wait } : write(0, state);
    }
  }
}

/** How many pods must be ready for the revision to count as active. */
function leastReady(
  { scaleTargetInitialized }: RevisionState,
  { minScale, initialScale }: RevisionSettings,
): number {
  return Math.max(minScale, scaleTargetInitialized ? 1 : initialScale);
}

function activeCondition(
  { active, readyPods }: RevisionState,
  desired: number,
  least: number,
): Pick<RevisionScale, 'active' | 'activeReason'> {
  if (desired === 0 || least === 0) {
    const failed = active === 'Unknown' && least > 0;
    return { active: 'False', activeReason: failed ? 'TimedOut' : 'NoTraffic' };
  }
  // Nothing is known of it, and it was at rest: it stays so.
  if (desired < 0 && active === 'False') return { active, activeReason: 'NoTraffic' };
  return readyPods < least
    ? { active: 'Unknown', activeReason: 'Queued' }
    : { active: 'True', activeReason: '' };
}

function activatorsFor(
  readyPods: number,
  { settings, activatorCapacity }: RevisionSettings,
): number {
  const { targetBurstCapacity, totalValue } = settings;
  if (targetBurstCapacity === 0) return leastActivators;
  const covered = readyPods * totalValue + Math.max(0, targetBurstCapacity);
  return Math.max(leastActivators, Math.ceil(covered / activatorCapacity));
}
