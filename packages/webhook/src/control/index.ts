export { type Control, createControl } from './control.ts';
export type { Look, LookCause, LookOutcome, LookProblem } from './look.ts';
export type { LookPorts } from './take-look.ts';
