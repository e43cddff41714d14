/** The data plane metrics extension: gateways scraped, their services named, shown again. */
export {
  createEnrichment,
  type Enrichment,
  type EnrichmentDependencies,
  type EnrichmentLimits,
} from './enrichment.ts';
export { createEnrichmentApp, type EnrichmentAppDependencies } from './enrichment-app.ts';
