export { type EmbeddedAutoscalerSpec, EmbeddedAutoscalers } from './embedded-autoscalers.ts';
export {
  createEmbeddedCluster,
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
} from './embedded-cluster.ts';
export { type EmbeddedEvent, EmbeddedEvents } from './embedded-event-sink.ts';
export { EmbeddedLeases } from './embedded-leases.ts';
export { EmbeddedMemoryStore } from './embedded-memory-store.ts';
export type { PodTimes } from './embedded-pod.ts';
export { EmbeddedPolicyDocuments, type EmbeddedPolicySpec } from './embedded-policy-documents.ts';
export type { EmbeddedWorkloadSpec } from './embedded-workload.ts';
export { eventTable } from './event-table.ts';
export {
  createFaultQueue,
  type EmbeddedCall,
  type EmbeddedOperation,
  type Fault,
  type FaultQueue,
  type Faults,
} from './faults.ts';
export { humanDuration } from './human-duration.ts';
export {
  createScriptedMetric,
  type MetricScript,
  type ScriptedMetric,
  type ScriptedMetricOptions,
  type ScriptedReply,
  type SeriesScript,
} from './scripted-metric.ts';
