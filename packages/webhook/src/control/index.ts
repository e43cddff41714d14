export {
  type AlertNotice,
  type Attention,
  type AttentionOptions,
  type AttentionPorts,
  type AttentionState,
  createAttention,
  type Delivery,
  type FiringAlert,
} from './attention/index.ts';
export { type Control, type ControlOptions, createControl, type PauseWish } from './control.ts';
export type { Look, LookCause, LookProblem } from './look.ts';
export type { PolicyChanges } from './policy-set.ts';
export type { LookPorts } from './take-look.ts';
