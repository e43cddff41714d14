export type { AccessAnswer, AccessQuestion, AccessReviews, User } from './access-reviews.ts';
export type {
  AuthenticationSource,
  ClientAuthentication,
  FrontProxy,
} from './authentication-source.ts';
export type { AnnotationChanges, Autoscalers, ClusterAutoscaler } from './autoscalers.ts';
export type { CallOptions, Failure, FailureReason, Result, Success } from './call.ts';
export { failure, success } from './call.ts';
export type { Clock } from './clock.ts';
export type { ClusterObjects } from './cluster-objects.ts';
export type { DecisionLog } from './decision-log.ts';
export type { ClusterEvent, EventSink, EventSubject } from './event-sink.ts';
export type { HttpFetch } from './http-fetch.ts';
export type { LeaseRequest, LeaseState, Leases } from './leases.ts';
export type { Log, LogLevel, LogValue } from './log.ts';
export type { MemoryStore, StoredMemory } from './memory-store.ts';
export type {
  HistogramBucket,
  Labels,
  Matrix,
  MatrixAnswer,
  MetricCallOptions,
  MetricSource,
  NativeHistogram,
  Point,
  QueryAnswer,
  QueryOptions,
  QueryRange,
  QueryResult,
  Remarks,
  Sample,
  Scalar,
  Series,
  SeriesAnswer,
  Text,
  TimeSpan,
  Vector,
} from './metric-source.ts';
export type { PodAddress, PodAddresses } from './pod-addresses.ts';
export type { ContainerUsage, PodMetricsSource, PodUsage } from './pod-metrics.ts';
export type {
  PolicyChange,
  PolicyDocument,
  PolicyDocuments,
  PolicyList,
  PolicyScope,
} from './policy-documents.ts';
export type {
  PauseRequest,
  PolicyMemory,
  ShadowAccount,
  Standing,
  Withheld,
} from './policy-memory.ts';
export type { ScaleTarget, TargetReference, TargetScale } from './scale-target.ts';
export type { Timer } from './timer.ts';
