export {
  type ConfigMapMemoryOptions,
  ConfigMapMemoryStore,
} from './config-map-memory-store.ts';
export { KubernetesAccessReviews } from './kubernetes-access-reviews.ts';
export { KubernetesApi } from './kubernetes-api.ts';
export { KubernetesAuthenticationSource } from './kubernetes-authentication-source.ts';
export { KubernetesAutoscalers } from './kubernetes-autoscalers.ts';
export { KubernetesClusterObjects } from './kubernetes-cluster-objects.ts';
export { KubernetesEventSink } from './kubernetes-event-sink.ts';
export { KubernetesLeases } from './kubernetes-leases.ts';
export {
  bearerToken,
  type KubernetesCredentials,
  type KubernetesOptions,
  KubernetesOptionsError,
} from './kubernetes-options.ts';
export { KubernetesPodAddresses } from './kubernetes-pod-addresses.ts';
export { KubernetesPodMetrics } from './kubernetes-pod-metrics.ts';
export { KubernetesPolicyDocuments } from './kubernetes-policy-documents.ts';
export { KubernetesScaleTarget } from './kubernetes-scale-target.ts';
export { type MemoryPlace, memoryPlace } from './memory-place.ts';
