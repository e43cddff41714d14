import { type DelayWindow, delayWindow, recordSize } from './delay-window.ts';
import type { KpaSettings } from './settings.ts';

/** What is known of a revision at one instant. */
export interface KpaObservation {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Null when the pods could not be counted; a revision that has none yet has 0. */
  readonly readyPods: number | null;
  /** The averages over both windows; null when there are no data, which is not zero. */
  readonly load: { readonly stable: number; readonly panic: number } | null;
}

/** What the autoscaler remembers between looks. Plain. */
export interface KpaMemory {
  /** Since when a panic has been going on, each look above its threshold included; null in calm. */
  readonly panicSince: number | null;
  /** The largest size of this panic, below which it does not go. */
  readonly maxPanicPods: number;
  /** Null without a scale-down delay at the start. */
  readonly delay: DelayWindow | null;
}

export interface KpaDecision {
  /** Null while it cannot be said: the size stays as it is. */
  readonly desiredReplicas: number | null;
  /**
   * What fits beside the load and the burst that must fit; below 0 the activator queues in front of
   * the pods. 0 for no burst, -1 for any.
   */
  readonly excessBurstCapacity: number;
  readonly memory: KpaMemory;
}

/**
 * The memory of an autoscaler that has just started. One that finds more than one pod starts in
 * panic, so that a restart cannot make a busy revision smaller.
 *
 * @param at milliseconds since the epoch
 */
export function startKpa(
  { scaleDownDelay }: Pick<KpaSettings, 'scaleDownDelay'>,
  readyPods: number,
  at: number,
): KpaMemory {
  return {
    panicSince: readyPods > 1 ? at : null,
    maxPanicPods: readyPods,
    delay: scaleDownDelay > 0 ? delayWindow(scaleDownDelay) : null,
  };
}

/**
 * One look of the Knative Pod Autoscaler (`Autoscaler.Scale` of knative.dev/serving 0.51): two
 * averages, of which the shorter one starts a panic; within a panic the size only grows.
 */
export function decideKpa(
  { at, readyPods, load }: KpaObservation,
  memory: KpaMemory,
  settings: KpaSettings,
): KpaDecision {
  if (readyPods === null || load === null) {
    return { desiredReplicas: null, excessBurstCapacity: 0, memory };
  }
  const ready = Math.max(1, readyPods);
  const wish = { stable: podsFor(load.stable, settings), panic: podsFor(load.panic, settings) };
  const stable = within(wish.stable, ready, settings);
  const panic = within(wish.panic, ready, settings);

  const over = wish.panic / ready >= settings.panicThreshold;
  const { panicSince, maxPanicPods } = continuePanic(memory, at, over, settings.stableWindow);
  let desired = stable;
  let ratchet = maxPanicPods;
  if (panicSince !== null) {
    ratchet = Math.max(ratchet, stable, panic);
    desired = ratchet;
  }

  let { delay } = memory;
  if (settings.reachable && delay !== null) {
    const { largest, ...next } = recordSize(delay, at, desired);
    delay = next;
    desired = largest;
  }
  return {
    desiredReplicas: desired,
    excessBurstCapacity: excessBurstCapacity(readyPods, load.panic, settings),
    memory: { panicSince, maxPanicPods: ratchet, delay },
  };
}

function podsFor(load: number, { targetValue }: KpaSettings): number {
  return Math.ceil(load / targetValue);
}

/** A wish within what one look may change, lifted to where a revision with traffic starts. */
function within(
  wish: number,
  ready: number,
  { maxScaleUpRate, maxScaleDownRate, reachable, activationScale }: KpaSettings,
): number {
  const most = Math.ceil(maxScaleUpRate * ready);
  const least = reachable ? Math.floor(ready / maxScaleDownRate) : 0;
  const pods = Math.trunc(Math.min(Math.max(wish, least), most));
  return activationScale > 1 && wish > 0 ? Math.max(pods, activationScale) : pods;
}

function continuePanic(
  { panicSince, maxPanicPods }: KpaMemory,
  at: number,
  over: boolean,
  stableWindow: number,
): Pick<KpaMemory, 'panicSince' | 'maxPanicPods'> {
  if (over) return { panicSince: at, maxPanicPods };
  const ends = panicSince !== null && panicSince + stableWindow < at;
  return ends ? { panicSince: null, maxPanicPods: 0 } : { panicSince, maxPanicPods };
}

function excessBurstCapacity(
  readyPods: number,
  load: number,
  { targetBurstCapacity, totalValue }: KpaSettings,
): number {
  if (targetBurstCapacity === 0) return 0;
  if (targetBurstCapacity < 0) return -1;
  return Math.floor(readyPods * totalValue - targetBurstCapacity - load);
}
