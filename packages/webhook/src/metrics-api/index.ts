export {
  type Authentication,
  Authenticator,
  type AuthenticatorOptions,
  fixedAuthentication,
} from './authenticate.ts';
export { type Authorization, Authorizer, type AuthorizerOptions } from './authorize.ts';
export type { Caller, HeaderLines } from './caller.ts';
export type { ClientCertificate } from './client-certificate.ts';
export { MetricCatalog, type MetricCatalogOptions, type RuleStatus } from './metric-catalog.ts';
export { MetricServers, type MetricServersOptions } from './metric-servers.ts';
export { MetricsApi, type MetricsApiOptions } from './metrics-api.ts';
export {
  createMetricsApp,
  type MetricsAppDependencies,
  type MetricsAppEnv,
} from './metrics-app.ts';
