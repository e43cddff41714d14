import type { Clock } from '../../ports/index.ts';

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };
