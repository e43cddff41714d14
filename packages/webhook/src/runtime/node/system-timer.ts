import type { Timer } from '../../ports/index.ts';

/** The timers of the process; one that is set does not keep it alive. */
export const systemTimer: Timer = {
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
