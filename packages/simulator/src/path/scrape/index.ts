/** Prometheus' scrapes of simulated targets. */
export { type Scrape, type ScrapeFault, ScrapeLoop, type ScrapeOptions } from './scrape-loop.ts';
export type { Instrument, ScrapePage, ScrapeTarget } from './scrape-target.ts';
