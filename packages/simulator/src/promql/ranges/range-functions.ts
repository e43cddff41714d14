import * as overTime from './over-time.ts';
import type { RangeFunction } from './range-function.ts';
import * as rates from './rate.ts';
import * as trend from './trend.ts';

/** The functions of one range vector, by their names in PromQL. */
export const RANGE_FUNCTIONS: ReadonlyMap<string, RangeFunction> = new Map([
  ['avg_over_time', overTime.avgOverTime],
  ['changes', overTime.changes],
  ['count_over_time', overTime.countOverTime],
  ['delta', rates.delta],
  ['deriv', trend.deriv],
  ['double_exponential_smoothing', trend.doubleExponentialSmoothing],
  ['first_over_time', overTime.firstOverTime],
  ['idelta', rates.idelta],
  ['increase', rates.increase],
  ['irate', rates.irate],
  ['last_over_time', overTime.lastOverTime],
  ['mad_over_time', overTime.madOverTime],
  ['max_over_time', overTime.maxOverTime],
  ['min_over_time', overTime.minOverTime],
  ['predict_linear', trend.predictLinear],
  ['present_over_time', overTime.presentOverTime],
  ['quantile_over_time', overTime.quantileOverTime],
  ['rate', rates.rate],
  ['resets', overTime.resets],
  ['stddev_over_time', overTime.stddevOverTime],
  ['stdvar_over_time', overTime.stdvarOverTime],
  ['sum_over_time', overTime.sumOverTime],
  ['ts_of_first_over_time', overTime.tsOfFirstOverTime],
  ['ts_of_last_over_time', overTime.tsOfLastOverTime],
  ['ts_of_max_over_time', overTime.tsOfMaxOverTime],
  ['ts_of_min_over_time', overTime.tsOfMinOverTime],
]);

/** Those that answer with one of the samples, and so keep the name of the metric. */
export const KEEPS_NAME: ReadonlySet<string> = new Set(['first_over_time', 'last_over_time']);
