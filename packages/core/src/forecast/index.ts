export {
  type BasicBootstrapInterval,
  type BlockBootstrapOptions,
  type BootstrapInterval,
  blockBootstrap,
  bootstrapInterval,
  type Statistic,
} from './bootstrap.ts';
export { crpsEnsemble, crpsNormal } from './crps.ts';
export {
  type Smoothed,
  type SmoothingParameters,
  simpleExponentialSmoothing,
} from './exponential-smoothing.ts';
export { type FittedHoltWinters, fitHoltWinters } from './fit-holt-winters.ts';
export { type ForecastErrors, forecastErrors } from './forecast-errors.ts';
export { type Holm, holm } from './holm.ts';
export { type HoltParameters, type HoltSmoothed, holt } from './holt.ts';
export {
  type HoltWintersParameters,
  type HoltWintersSmoothed,
  holtWintersAdditive,
} from './holt-winters.ts';
export { fitLine, type LinearFit } from './linear-regression.ts';
export { exponentialMovingAverage, halfLifeAverage } from './moving-average.ts';
export { type PairedT, pairedT } from './paired-t.ts';
export { pinballLoss } from './pinball-loss.ts';
export { type LinearPrediction, predictLinear } from './predict-linear.ts';
export { type QuantileMethod, sampleQuantile } from './quantiles.ts';
export { seasonalNaive, seasonalQuantile } from './seasonal-naive.ts';
export {
  type Alternative,
  type Wilcoxon,
  type WilcoxonOptions,
  wilcoxonSignedRank,
} from './wilcoxon.ts';
