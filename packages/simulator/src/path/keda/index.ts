/** KEDA's polling in simulated time. */
export { KedaMetrics, type KedaMetricsOptions, type KedaPoll } from './keda-metrics.ts';
export {
  type PrometheusTrigger,
  readTrigger,
  servedMilli,
  type TriggerReading,
} from './prometheus-trigger.ts';
