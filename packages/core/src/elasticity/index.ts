export { type ElasticityScores, elasticSpeedup, type SpeedupOptions } from './elastic-speedup.ts';
export { type Elasticity, type ElasticityInput, elasticity } from './elasticity.ts';
export { LogHistogram, type LogHistogramData } from './log-histogram.ts';
export { type PodSeconds, type PodSecondsInput, podSeconds } from './pod-seconds.ts';
export { type SloInput, type SloViolation, sloViolation } from './slo-violation.ts';
export { type TimeToScale, timeToScale } from './time-to-scale.ts';
export { type WeightedSummary, weightedSummary } from './weighted-quantile.ts';
export { type WorstWindow, worstWindow } from './worst-window.ts';
