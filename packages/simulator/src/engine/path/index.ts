export { layPath } from './lay-path.ts';
export { pathFaults } from './path-faults.ts';
export type { PathWorld } from './path-world.ts';
export { drawPhases } from './phases.ts';
export { seriesRead } from './series-read.ts';
