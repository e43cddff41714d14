/** How the parts of the path move in simulated time. */
export { EventQueue } from './event-queue.ts';
export type { Process } from './process.ts';
