/**
 * prometheus-adapter's rules: from the name of a metric to the query, from samples to the values
 * that the metrics API carries.
 */

export { answerMetricsUrl, answerRoute } from './api/answer-metrics.ts';
export { groupDiscoveryList, groupList, servedGroups } from './api/group-list.ts';
export { type HttpAnswer, readQueryAnswer } from './api/read-query-answer.ts';
export {
  type CustomRoute,
  type ExternalRoute,
  type MetricsGroup,
  type MetricsRoute,
  type QueryParameters,
  type Routing,
  routeMetricsUrl,
} from './api/route.ts';
export { type ApiAnswer, type StatusParts, type StatusReason, statusAnswer } from './api/status.ts';
export type { MetricsService, MetricsStep, ObjectNames } from './api/step.ts';
export type { AdapterCompatibility } from './compatibility.ts';
export { type Adapter, type CompileOptions, compileAdapter } from './compile.ts';
export type {
  AdapterConfig,
  DiscoveryRule,
  NameMapping,
  OverrideResource,
  ResourceMapping,
  ResourceRule,
  ResourceRules,
  SeriesFilter,
} from './config/config.ts';
export { Decoder, type PlacedProblem } from './config/decoder.ts';
export {
  type ConfigReading,
  type ReadOptions,
  readAdapterConfig,
  readAdapterFile,
  readAdapterValues,
} from './config/read-config.ts';
export { compileExplicitRules, type ExplicitMetrics } from './explicit/compile-explicit.ts';
export type { ExplicitMetric } from './explicit/explicit-metric.ts';
export type { ExplicitLabels, ExplicitRule } from './explicit/explicit-rule.ts';
export {
  decodeExplicitRules,
  type ExplicitReading,
  readExplicitRules,
} from './explicit/read-explicit.ts';
export { BUILTIN_KINDS } from './kinds/builtin-kinds.ts';
export {
  formatGroupResource,
  type GroupResource,
  parseGroupResource,
} from './kinds/group-resource.ts';
export { type KindRow, KindTable, UnknownResourceError } from './kinds/kind-table.ts';
export type { Preset } from './presets/preset.ts';
export { PRESETS } from './presets/presets.ts';
export type { AdapterProblem, AdapterProblemCode } from './problem.ts';
export {
  CustomRegistry,
  ExternalRegistry,
  type ListedExternalMetric,
  type ListedMetric,
} from './registry/registry.ts';
export {
  customRegistry,
  emptyListing,
  externalRegistry,
  type Listing,
  type RelistOptions,
  type RuleListing,
  relist,
  type SeriesAnswer,
  seriesQueries,
} from './registry/relist.ts';
export { resolveExternalStatically, resolveStatically, type StaticAnswer } from './resolve.ts';
export type { AdapterRule, SeriesLabels, SeriesReading } from './rules/adapter-rule.ts';
export type { MetricName } from './rules/metric-name.ts';
export type { MetricRule, RuleTerms, Substitute } from './rules/metric-rule.ts';
export type {
  ExternalQuestion,
  ObjectQuestion,
  QueryFaultCode,
  RuleQuery,
} from './rules/query-writer.ts';
export type { ResourceMetricsRule } from './rules/resource-metrics-rule.ts';
export {
  formatMetricMilli,
  type MetricMilli,
  type MetricsApi,
  metricMilli,
} from './values/metric-value.ts';
export { type ObjectValue, type ObjectValueFault, objectValue } from './values/object-value.ts';
export type { QueryOutcome, QuerySample } from './values/query-outcome.ts';
export { samplesByObject } from './values/values-by-object.ts';
