import type { Law } from '@flyball/core';
import * as v from 'valibot';

const number = v.number();

/** The service laws that recordings name, with the parameters of `core`. */
export const lawSchema: v.GenericSchema<unknown, Law> = v.variant('law', [
  v.strictObject({ law: v.literal('deterministic'), mean: number }),
  v.strictObject({ law: v.literal('exponential'), mean: number }),
  v.strictObject({ law: v.literal('erlang'), shape: number, mean: number }),
  v.strictObject({ law: v.literal('gamma'), shape: number, scale: number }),
  v.strictObject({ law: v.literal('normal'), mean: number, sd: number }),
  v.strictObject({ law: v.literal('lognormal'), mu: number, sigma: number }),
  v.strictObject({ law: v.literal('weibull'), shape: number, scale: number }),
  v.strictObject({ law: v.literal('uniform'), low: number, high: number }),
  v.strictObject({ law: v.literal('pareto'), alpha: number, low: number }),
  v.strictObject({ law: v.literal('boundedPareto'), alpha: number, low: number, high: number }),
  v.strictObject({
    law: v.literal('hyperexponential'),
    probabilities: v.array(number),
    rates: v.array(number),
  }),
]);
