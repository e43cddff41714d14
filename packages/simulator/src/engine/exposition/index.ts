export {
  type ExposedMeasure,
  type ExposedMetric,
  seriesNames,
  usualMetrics,
} from './exposed-metric.ts';
export { Exposition, podBytes } from './exposition.ts';
