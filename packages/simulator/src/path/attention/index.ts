/** When the webhook looks at a policy. */
export {
  Attention,
  type AttentionCause,
  type AttentionLook,
  type AttentionOptions,
  type TakenLook,
} from './attention.ts';
