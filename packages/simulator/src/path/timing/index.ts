/** How the parts of the path move in simulated time. */
export { advanceTogether, nextEventOf, type Stage } from './advance-together.ts';
export { EventQueue } from './event-queue.ts';
export { FaultSchedule, type FaultWindow } from './fault-schedule.ts';
export type { Process } from './process.ts';
export { type Beat, nextBeat, Ticker } from './ticker.ts';
