/** prometheus-adapter in simulated time. */
export { AdapterServer, type AdapterServerOptions, type Relist } from './adapter-server.ts';
export type { AdapterMetric } from './read-adapter-metric.ts';
