/** metrics-server in simulated time. */
export { type ContainerUsage, MetricsServer, type MetricsServerOptions } from './metrics-server.ts';
