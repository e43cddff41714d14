/** What programs show of their metrics as text: read as Prometheus reads it, and written. */
export { completeHistogram } from './complete-histogram.ts';
export type {
  Exemplar,
  ExpositionEntry,
  ExpositionProblem,
  MetricType,
  SampleEntry,
} from './entry.ts';
export { type ExpositionFormat, expositionFormat } from './format.ts';
export { type FamilySample, type MetricFamily, metricFamilies } from './metric-family.ts';
export { type ExpositionReading, readExposition } from './read-exposition.ts';
export { EXPOSITION_CONTENT_TYPE, writeExposition } from './write-exposition.ts';
