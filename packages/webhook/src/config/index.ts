export { type ConfigReading, type ConfigScope, compileConfig } from './compile-config.ts';
export type { ConfigFile } from './config-file.ts';
export { type ConfigProblem, formatProblems } from './config-problem.ts';
export {
  compileEnrichment,
  type DataPlaneConfig,
  type EnrichedMetric,
  type EnrichmentConfig,
  type EnrichmentReading,
  type ServiceMapping,
  type ServiceName,
} from './enrichment/index.ts';
export type { MetricQuery, PodsQuery, UsageQuery, ValueQuery } from './metric-query.ts';
export {
  type AdapterRules,
  compileMetricsConfig,
  type MetricRules,
  type MetricsConfig,
  type MetricsConfigOptions,
  type MetricsConfigReading,
  type ServerSettings,
  type ServerTlsSettings,
} from './metrics/index.ts';
export type { PolicyConfig } from './policy-config.ts';
export { doubled, type PlacedPolicy, PolicyPlaces } from './policy-places.ts';
export { noRules, type RuleSources } from './rule-sources.ts';
export {
  type EvidenceQuery,
  type PolicyAnnotation,
  type PolicyMode,
  type PolicySettings,
  policyAnnotations,
} from './settings/index.ts';
