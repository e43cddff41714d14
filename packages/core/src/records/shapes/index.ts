export { decision, write } from './decision.ts';
export { memory } from './memory.ts';
export { observation } from './observation.ts';
export { controller, guards } from './policy.ts';
