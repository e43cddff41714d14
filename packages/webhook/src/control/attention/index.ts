export {
  type Attention,
  type AttentionOptions,
  type AttentionPorts,
  type AttentionState,
  createAttention,
  type Delivery,
} from './attention.ts';
export type { AlertNotice, FiringAlert } from './firing-alerts.ts';
