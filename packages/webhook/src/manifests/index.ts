export {
  type AccessManifest,
  accessManifests,
  type RoleBindingManifest,
  type RoleManifest,
  type ServiceAccountReference,
} from './access-manifests.ts';
export {
  type AccessOptions,
  type AccessPolicy,
  accessRules,
  type PolicyRule,
} from './access-rules.ts';
export { enrichmentAccess } from './enrichment-access.ts';
export {
  type ApiServiceManifest,
  apiServices,
  type BindingManifest,
  type CertificateManifest,
  type CertManagerManifest,
  type ClusterRoleManifest,
  certManagerManifests,
  type IssuerManifest,
  type MetricsApiAccessManifest,
  type MetricsApiManifestOptions,
  metricsApiAccess,
  type ServerTrust,
} from './metrics-api/index.ts';
export {
  type MonitorEndpoint,
  type MonitoredService,
  type MonitoredWorkload,
  type MonitorManifest,
  type MonitorOptions,
  type MonitorProblem,
  type MonitorResult,
  type MonitorSelection,
  type PodMonitor,
  podMonitor,
  type ServiceMonitor,
  serviceMonitor,
} from './monitors/index.ts';
