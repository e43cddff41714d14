export { type ApiServiceManifest, apiServices } from './api-services.ts';
export {
  type CertificateManifest,
  type CertManagerManifest,
  certManagerManifests,
  type IssuerManifest,
} from './cert-manager.ts';
export {
  type BindingManifest,
  type ClusterRoleManifest,
  type MetricsApiAccessManifest,
  metricsApiAccess,
} from './metrics-api-access.ts';
export type { MetricsApiManifestOptions, ServerTrust } from './metrics-api-options.ts';
