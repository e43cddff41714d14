export type { CompiledMetric } from './compiled-metric.ts';
export { decide } from './decide.ts';
export type {
  Decide,
  DecideOptions,
  Decision,
  DecisionReason,
  ReasonCode,
  Rescale,
  RescaleOutcome,
  Settle,
} from './decision.ts';
export { explain, explainLines, headline, type Line as ExplanationLine } from './explain/index.ts';
export type { Memory, PendingRescale, Recommendation, ScaleEvent } from './memory.ts';
export { emptyMemory } from './memory.ts';
export { type Milli, readMilli } from './milli.ts';
export type {
  ContainerRequests,
  MissingReading,
  Observation,
  OtherPolicy,
  Pod,
  PodReady,
  PodSample,
  PodsReading,
  Reading,
  Requests,
  Scale,
  ScaleReading,
  SourceError,
  UnreadableScale,
  ValueReading,
  ValuesReading,
} from './observation.ts';
export type { ControllerOptions, KubernetesVersion } from './options.ts';
export { compilePolicy, type Policy } from './policy.ts';
export { type MetricProposal, proposeReplicas } from './propose.ts';
export { type KubernetesPod, readPod } from './read-pod.ts';
export { settle } from './settle.ts';
export type {
  Condition,
  ConditionType,
  MetricStatus,
  MetricValueStatus,
  ScalingEvent,
  Status,
} from './status.ts';
export type { DeadlineCause, GuardStep, PolicyLimit, RatioBand, TraceStep } from './trace.ts';
