/** When the webhook looks at a policy by itself. */
export {
  type LookOutcome,
  type LookResult,
  type NextLook,
  type NextLookCause,
  nextLook,
  phaseOf,
  type Stand,
} from './next-look.ts';
