import {
  elasticity,
  elasticSpeedup,
  LogHistogram,
  podSeconds,
  sloViolation,
  timeToScale,
  weightedSummary,
} from '@flyball/core';
import * as v from 'valibot';
import { defineFunctionSuite, recordedFunction } from '../function-suite.ts';
import type { Suite } from '../suite.ts';

const number = v.number();
const numbers = v.array(number);
const four = v.strictTuple([number, number, number, number]);
const steps = v.array(v.strictTuple([number, number]));
const exact = { relative: 1e-12 };

function scores([accuracyUnder, accuracyOver, timeshareUnder, timeshareOver]: v.InferOutput<
  typeof four
>) {
  return { accuracyUnder, accuracyOver, timeshareUnder, timeshareOver };
}

/** The sketch of some values, and the values in order. */
function sketch(values: readonly number[], relativeError: number): LogHistogram {
  const histogram = new LogHistogram(relativeError);
  for (const value of values) histogram.record(value);
  return histogram;
}

function counts(histogram: LogHistogram): unknown {
  const { zeros, buckets, count } = histogram.toJSON();
  return { zeros, buckets, count };
}

/** How well a run scaled, by exact fractions. Every value is compared. */
export const suite: Suite = defineFunctionSuite('elasticity', [
  recordedFunction(
    'elasticity',
    { demand: steps, supply: steps, end: number, maxResources: number, gridStep: number },
    elasticity,
    exact,
  ),
  recordedFunction(
    'elasticSpeedup',
    { metrics: four, baseline: four, weights: four, clamp: number },
    ({ metrics, baseline, weights, clamp }) => ({
      speedup: elasticSpeedup(scores(metrics), scores(baseline), {
        weights: scores(weights),
        clamp,
      }),
    }),
    exact,
  ),
  recordedFunction(
    'sloViolation',
    {
      latency: steps,
      requestRate: steps,
      threshold: number,
      end: number,
      target: number,
      window: number,
    },
    sloViolation,
    exact,
  ),
  recordedFunction(
    'podSeconds',
    {
      requested: steps,
      ready: steps,
      end: number,
      pricePerPodHour: number,
      podsPerNode: number,
      pricePerNodeHour: number,
    },
    podSeconds,
    exact,
  ),
  recordedFunction(
    'timeToScale',
    { demand: steps, ready: steps, end: number },
    ({ demand, ready, end }) => timeToScale(demand, ready, end),
    exact,
  ),
  recordedFunction(
    'weightedQuantile',
    { values: numbers, weights: numbers, probabilities: numbers },
    ({ values, weights, probabilities }) => weightedSummary(values, weights, probabilities),
    exact,
  ),
  recordedFunction(
    'logHistogram',
    { relativeError: number, parts: v.array(numbers), probabilities: numbers },
    ({ relativeError, parts, probabilities }) => {
      const sketches = parts.map((part) => sketch(part, relativeError));
      const merged = new LogHistogram(relativeError);
      for (const part of sketches) merged.merge(part);
      const sorted = parts.flat().sort((a, b) => a - b);
      return {
        gamma: (1 + relativeError) / (1 - relativeError),
        partSketches: sketches.map(counts),
        merged: counts(merged),
        quantileEstimates: probabilities.map((q) => merged.quantile(q)),
        exactLowerQuantiles: probabilities.map((q) => sorted[Math.floor(q * (sorted.length - 1))]),
        sum: merged.sum,
        min: merged.min,
        max: merged.max,
      };
    },
    { else: exact, quantileEstimates: { relative: 1e-9 } },
  ),
]);
