export { compileEnrichment, type EnrichmentReading } from './compile-enrichment.ts';
export type {
  DataPlaneConfig,
  EnrichedMetric,
  EnrichmentConfig,
  ServiceMapping,
  ServiceName,
} from './enrichment-config.ts';
