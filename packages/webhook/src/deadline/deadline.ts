/** A signal that fires when the caller gives up or the time is over, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it fired because a time was over, ours or one that the caller's signal stands for. */
  timedOut(): boolean;
  /** Begins the time anew, with another length. */
  extend(timeoutMs: number): void;
  /** Lets go of the timer and of the caller's signal. */
  release(): void;
}

/**
 * Like `AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])`, but gives both up when the call
 * is over: a caller's signal may live as long as the process, and a timer outlasts a quick answer.
 */
export function startDeadline(signal: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal.reason);
  const onTimeout = (): void =>
    controller.abort(new DOMException('The time is over.', 'TimeoutError'));
  let timer = setTimeout(onTimeout, timeoutMs);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    timedOut() {
      const { reason }: { readonly reason: unknown } = controller.signal;
      return reason instanceof Error && reason.name === 'TimeoutError';
    },
    extend(anotherMs) {
      clearTimeout(timer);
      timer = setTimeout(onTimeout, anotherMs);
    },
    release() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
