import { type Law, lawByMeanAndCv } from '@flyball/core';
import type { Span } from '../../service/index.ts';
import {
  about,
  byTag,
  integer,
  list,
  mapped,
  number,
  object,
  type Shape,
  scalarOr,
  span,
  word,
} from '../schema/index.ts';

const twoMoments = <Name extends 'gamma' | 'lognormal' | 'hyperexponential'>(
  name: Name,
): Shape<Law> =>
  mapped(object({ law: word(name), mean: span(), cv: number({ least: 0 }) }), ({ mean, cv }) =>
    lawByMeanAndCv(name, mean, cv),
  );

/** A law of random spans, by the figures that people know: mean and coefficient of variation. */
export const lawShape: Shape<Law> = byTag('law', {
  deterministic: object({ law: word('deterministic'), mean: span() }),
  exponential: object({ law: word('exponential'), mean: span() }),
  lognormal: twoMoments('lognormal'),
  gamma: twoMoments('gamma'),
  hyperexponential: twoMoments('hyperexponential'),
  erlang: object({ law: word('erlang'), shape: integer({ least: 1 }), mean: span() }),
  weibull: object({ law: word('weibull'), shape: number(), scale: span() }),
  uniform: object({ law: word('uniform'), low: span(), high: span() }),
  pareto: object({ law: word('pareto'), alpha: number(), low: span() }),
  boundedPareto: object({
    law: word('boundedPareto'),
    alpha: number(),
    low: span(),
    high: span(),
  }),
  empirical: object({ law: word('empirical'), values: list(span(), 1) }),
});

/** A span that is always the same, or drawn from a law. */
export const spanOrLaw: Shape<Span> = about(
  'A span as 20ms, or a law as {law: lognormal, mean: 20ms, cv: 1.5}',
  scalarOr(span(), lawShape),
);
