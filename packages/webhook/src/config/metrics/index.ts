export {
  compileMetricsConfig,
  type MetricsConfig,
  type MetricsConfigOptions,
  type MetricsConfigReading,
} from './compile-metrics-config.ts';
export type { AdapterRules, MetricRules } from './metric-rules.ts';
export type { ServerSettings, ServerTlsSettings } from './server-settings.ts';
