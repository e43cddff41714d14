/** A signal that fires when one of several does, until it is released. */
export interface EitherSignal {
  readonly signal: AbortSignal;
  /** Lets go of the signals that it follows. */
  release(): void;
}

/** Like `AbortSignal.any`, but lets go of signals that live longer than what they end. */
export function eitherSignal(...signals: readonly AbortSignal[]): EitherSignal {
  const controller = new AbortController();
  const follow = signals.map((signal) => {
    const fire = (): void => controller.abort(signal.reason);
    if (signal.aborted) fire();
    else signal.addEventListener('abort', fire, { once: true });
    return () => signal.removeEventListener('abort', fire);
  });
  return {
    signal: controller.signal,
    release: () => {
      for (const letGo of follow) letGo();
    },
  };
}
