export { type ServeMetricsApiOptions, serveMetricsApi } from './serve-metrics-api.ts';
export {
  createServingCertificate,
  type ServingCertificate,
  type ServingCertificateOptions,
} from './serving-certificate.ts';
