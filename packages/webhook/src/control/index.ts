export { type Control, createControl } from './control.ts';
export type { Look, LookCause, LookOutcome, LookPorts, LookProblem } from './look.ts';
