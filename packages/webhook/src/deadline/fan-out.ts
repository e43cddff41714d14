/** Signals of their own for several pieces of work that have one deadline. */
export interface FanOut {
  readonly signals: readonly AbortSignal[];
  /** Lets go of the signal that they follow. */
  release(): void;
}

/**
 * Makes signals that fire when one does. Runtimes warn of a leak when many listen to one signal,
 * as the looks of a delivery would: here one listens for all.
 */
export function fanOut(signal: AbortSignal, count: number): FanOut {
  const controllers = Array.from({ length: count }, () => new AbortController());
  const fire = (): void => {
    for (const controller of controllers) controller.abort(signal.reason);
  };
  if (signal.aborted) fire();
  else signal.addEventListener('abort', fire, { once: true });
  return {
    signals: controllers.map((controller) => controller.signal),
    release: () => signal.removeEventListener('abort', fire),
  };
}
