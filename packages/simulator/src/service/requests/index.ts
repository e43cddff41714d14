export type { BalancerKind } from './balancer.ts';
export {
  type ClientModel,
  type ClosedUsers,
  PATIENT_CLIENTS,
  type RetryPolicy,
} from './clients.ts';
export { OUTCOMES, type Outcome } from './outcome.ts';
export type { PodModel } from './pool.ts';
export { QueueEngine, type QueueModel } from './queue-engine.ts';
export { RequestEngine } from './request-engine.ts';
export type { Attempt, DownstreamModel, MemoryModel, RequestModel } from './request-model.ts';
export type { PodHooks, RequestRunner } from './request-runner.ts';
export type { Sharing } from './station.ts';
export { type AttemptCounts, DEFAULT_BUCKETS, Tally } from './tally.ts';
