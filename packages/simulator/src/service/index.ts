export {
  type LatencyGoal,
  requiredPods,
  type SteadyService,
  steadyLatency,
} from './demand/index.ts';
export type { Node, OnPods, Pod, PodCounts, PodPhase, Rollout } from './deployment/index.ts';
export {
  type Attempt,
  type AttemptCounts,
  type BalancerKind,
  type ClientModel,
  DEFAULT_BUCKETS,
  type DownstreamModel,
  type MemoryModel,
  OUTCOMES,
  type Outcome,
  PATIENT_CLIENTS,
  type PodHooks,
  type PodModel,
  QueueEngine,
  type QueueModel,
  RequestEngine,
  type RequestModel,
  type RequestRunner,
  type RetryPolicy,
  type Sharing,
  Tally,
} from './requests/index.ts';
export type { ServiceRun, ServiceTotals } from './service-run.ts';
export type {
  ClientSpec,
  ClusterSpec,
  CrashSpec,
  DownstreamSpec,
  PodSpec,
  RequestSpec,
  ServiceSpec,
  SlowSpell,
  Span,
} from './service-spec.ts';
export { lawOfSpan, type ServiceOptions, startService, steadyService } from './start-service.ts';
