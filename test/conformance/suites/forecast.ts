import {
  blockBootstrap,
  bootstrapInterval,
  crpsEnsemble,
  crpsNormal,
  exponentialMovingAverage,
  fitLine,
  forecastErrors,
  halfLifeAverage,
  holm,
  holt,
  holtWintersAdditive,
  pairedT,
  predictLinear,
  sampleQuantile,
  seasonalNaive,
  seasonalQuantile,
  simpleExponentialSmoothing,
  studentTCdf,
  studentTQuantile,
  wilcoxonSignedRank,
} from '@flyball/core';
import * as v from 'valibot';
import { defineFunctionSuite, recordedFunction } from '../function-suite.ts';
import type { Suite } from '../suite.ts';

const number = v.number();
const numbers = v.array(number);
const pairs = v.array(v.strictTuple([number, number]));
const lists = v.array(numbers);
const recursion = { relative: 1e-9 };
const exact = { relative: 1e-12 };
const tests = { relative: 1e-8 };
// The reflected interval is a difference of values close to each other, which costs digits.
const resampling = { else: exact, basicLower: recursion, basicUpper: recursion };

const statistics = {
  mean: (data: readonly number[]): number => sum(data) / data.length,
  median: (data: readonly number[]): number => sampleQuantile(data, 0.5),
};
const statistic = v.picklist(['mean', 'median']);

function sum(data: readonly number[]): number {
  return data.reduce((total, value) => total + value, 0);
}

const holtParameters = {
  y: numbers,
  alpha: number,
  beta: number,
  damping: number,
  initialLevel: number,
  initialTrend: number,
  horizon: number,
};

/** Forecasts, quantiles, scores and tests, by exact fractions. Every value is compared. */
export const suite: Suite = defineFunctionSuite('forecast', [
  recordedFunction(
    'seasonalNaive',
    { y: numbers, period: number, horizon: number },
    ({ y, period, horizon }) => ({ forecast: seasonalNaive(y, period, horizon) }),
    exact,
  ),
  recordedFunction(
    'seasonalQuantile',
    { y: numbers, period: number, seasons: number, probabilities: numbers, horizon: number },
    ({ y, period, seasons, probabilities, horizon }) => ({
      forecast: seasonalQuantile(y, period, seasons, probabilities, horizon),
    }),
    exact,
  ),
  recordedFunction(
    'simpleExponentialSmoothing',
    { y: numbers, alpha: number, initialLevel: number, horizon: number },
    ({ y, horizon, ...parameters }) => simpleExponentialSmoothing(y, parameters, horizon),
    recursion,
  ),
  recordedFunction(
    'holt',
    holtParameters,
    ({ y, horizon, ...parameters }) => holt(y, parameters, horizon),
    recursion,
  ),
  recordedFunction(
    'holtWintersAdditive',
    {
      ...holtParameters,
      period: number,
      gamma: number,
      seasonalForm: v.picklist(['previous', 'current']),
      initialSeasonal: numbers,
    },
    ({ y, horizon, ...parameters }) => holtWintersAdditive(y, parameters, horizon),
    recursion,
  ),
  recordedFunction(
    'linearRegression',
    { x: numbers, y: numbers, at: number, level: number },
    ({ x, y, at, level }) => fitLine(x, y, at, level),
    recursion,
  ),
  recordedFunction(
    'predictLinear',
    { samples: pairs, evaluationTime: number, seconds: number },
    ({ samples, evaluationTime, seconds }) => predictLinear(samples, evaluationTime, seconds),
    recursion,
  ),
  recordedFunction(
    'ewma',
    { y: numbers, alpha: number, adjust: v.boolean() },
    ({ y, alpha, adjust }) => ({ means: exponentialMovingAverage(y, alpha, adjust) }),
    recursion,
  ),
  recordedFunction(
    'ewmaHalfLife',
    { times: numbers, y: numbers, halfLife: number },
    ({ times, y, halfLife }) => ({ means: halfLifeAverage(times, y, halfLife) }),
    recursion,
  ),
  recordedFunction(
    'quantile',
    {
      data: numbers,
      probabilities: numbers,
      method: v.picklist([
        'type1',
        'type2',
        'type3',
        'type4',
        'type5',
        'type6',
        'type7',
        'type8',
        'type9',
      ]),
    },
    ({ data, probabilities, method }) => ({
      quantiles: probabilities.map((p) => sampleQuantile(data, p, method)),
    }),
    exact,
  ),
  recordedFunction(
    'forecastErrors',
    { actual: numbers, forecast: numbers, history: numbers, period: number, taus: numbers },
    ({ actual, forecast, history, period, taus }) =>
      forecastErrors(actual, forecast, history, period, taus),
    exact,
  ),
  recordedFunction(
    'crpsNormal',
    { actual: number, mean: number, sd: number },
    ({ actual, mean, sd }) => ({ crps: crpsNormal(actual, mean, sd) }),
    exact,
  ),
  recordedFunction(
    'crpsEnsemble',
    { actual: number, members: numbers },
    ({ actual, members }) => ({ crps: crpsEnsemble(actual, members) }),
    exact,
  ),
  recordedFunction(
    'bootstrapPercentile',
    { data: numbers, indices: lists, statistic, level: number },
    ({ data, indices, statistic: name, level }) =>
      bootstrapInterval(data, indices, statistics[name], level),
    resampling,
  ),
  recordedFunction(
    'blockBootstrap',
    {
      data: numbers,
      blockLength: number,
      circular: v.boolean(),
      blockStarts: lists,
      statistic,
      level: number,
    },
    ({ data, blockStarts, statistic: name, ...options }) =>
      blockBootstrap(data, blockStarts, statistics[name], options),
    exact,
  ),
  recordedFunction(
    'pairedT',
    { a: numbers, b: numbers, level: number },
    ({ a, b, level }) => pairedT(a, b, level),
    tests,
  ),
  recordedFunction(
    'wilcoxon',
    {
      differences: numbers,
      alternative: v.picklist(['two-sided', 'less', 'greater']),
      method: v.picklist(['exact', 'normal']),
      zeroMethod: v.literal('wilcox'),
      continuityCorrection: v.boolean(),
    },
    ({ differences, alternative, method, continuityCorrection }) =>
      wilcoxonSignedRank(differences, { alternative, method, continuityCorrection }),
    tests,
  ),
  recordedFunction(
    'holm',
    { pValues: numbers, alpha: number },
    ({ pValues, alpha }) => holm(pValues, alpha),
    exact,
  ),
  recordedFunction(
    'studentT',
    { degreesOfFreedom: number, probabilities: numbers, t: numbers },
    ({ degreesOfFreedom, probabilities, t }) => ({
      quantiles: probabilities.map((p) => studentTQuantile(p, degreesOfFreedom)),
      cdf: t.map((x) => studentTCdf(x, degreesOfFreedom)),
    }),
    tests,
  ),
]);
