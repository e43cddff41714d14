export type { Listening } from './bind.ts';
export {
  DecisionLogError,
  FileDecisionLog,
  type FileDecisionLogOptions,
} from './file-decision-log.ts';
export { FileMemoryStore } from './file-memory-store.ts';
export type { PolicyFolder } from './follow-folder.ts';
export type { PolicyOrigins } from './follow-policies.ts';
export { jsonLog } from './json-log.ts';
export {
  createPooledFetch,
  findKubeConnection,
  type InClusterOptions,
  inClusterConnection,
  type KubeConnection,
  KubeConnectionError,
  type KubeconfigOptions,
  kubeconfigConnection,
  type PooledFetchOptions,
  type TlsMaterial,
} from './kubernetes/index.ts';
export { type ListenOptions, listen } from './listen.ts';
export type { ListenTls, ServerTlsMaterial } from './listen-tls.ts';
export {
  createServingCertificate,
  type ServeMetricsApiOptions,
  type ServingCertificate,
  type ServingCertificateOptions,
  serveMetricsApi,
} from './metrics-api/index.ts';
export { prometheusServers } from './prometheus-servers.ts';
export { readFolder } from './read-folder.ts';
export { SecretFileError, type SecretKind, secretFile } from './secret-file.ts';
export { type ServeOptions, serve } from './serve.ts';
export { type ServeEnrichmentOptions, serveEnrichment } from './serve-enrichment.ts';
export { systemClock } from './system-clock.ts';
export { systemTimer } from './system-timer.ts';
export { tlsClientFetch } from './tls-client-fetch.ts';
export { TlsFileError, type TlsFiles, tlsFiles } from './tls-files.ts';
export { webhookVersion } from './version.ts';
