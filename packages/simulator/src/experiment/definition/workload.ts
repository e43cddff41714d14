import type { Workload } from '../../workload/index.ts';
import {
  about,
  byTag,
  choice,
  flag,
  integer,
  list,
  number,
  object,
  optional,
  pair,
  type Shape,
  span,
  text,
  word,
} from '../schema/index.ts';

const rate = (): Shape<number> => number({ least: 0 });

/** A load out of a file, named relative to the experiment. */
export interface FileLoad {
  readonly kind: 'file';
  readonly path: string;
  readonly unit?: 'rate' | 'count';
  readonly timeColumn?: string;
  readonly valueColumn?: string;
  readonly between?: 'hold' | 'line';
  readonly repeat?: boolean;
}

const kinds = {
  constant: about('Always the same', object({ kind: word('constant'), rate: rate() })),
  step: about(
    'rates[0] at first, rates[i + 1] from changes[i] on',
    object({ kind: word('step'), rates: list(rate(), 1), changes: list(span()) }),
  ),
  ramp: about(
    'From one rate to another in a straight line',
    object({ kind: word('ramp'), from: rate(), to: rate(), start: span(), end: span() }),
  ),
  sinusoid: about(
    'base (1 + amplitude sin(2 pi t/period))',
    object({
      kind: word('sinusoid'),
      base: rate(),
      amplitude: number({ least: 0, most: 1 }),
      period: span(),
    }),
  ),
  diurnal: about(
    'A day with its peak at an hour of UTC',
    object({
      kind: word('diurnal'),
      mean: rate(),
      amplitude: number({ least: 0, most: 1 }),
      secondAmplitude: optional(number({ least: 0, most: 1 })),
      peakHour: optional(number({ least: 0, most: 24 })),
    }),
  ),
  weekday: about(
    'A factor for each day of the week, Monday first',
    object({ kind: word('weekday'), factors: list(rate(), 7) }),
  ),
  noise: about(
    'A factor around 1 that wanders',
    object({
      kind: word('noise'),
      cv: rate(),
      every: optional(span()),
      correlation: optional(number({ least: 0, most: 1 })),
    }),
  ),
  flash: about(
    'A flash crowd on top of the rest',
    object({
      kind: word('flash'),
      peak: rate(),
      start: span(),
      rampUp: span(),
      plateau: span(),
      decay: span(),
    }),
  ),
  mmpp: about(
    'A rate that a Markov chain of two states switches',
    object({
      kind: word('mmpp'),
      rates: pair(rate(), rate()),
      switchRates: pair(rate(), rate()),
    }),
  ),
  'self-similar': about(
    'Bursts on every scale of time',
    object({
      kind: word('self-similar'),
      mean: rate(),
      sources: optional(integer({ least: 1 })),
      hurst: optional(number({ least: 0.5, most: 1 })),
      meanPeriod: optional(span()),
    }),
  ),
  samples: about(
    'Rates at instants',
    object({
      kind: word('samples'),
      points: list(pair(span(), rate()), 1),
      between: optional(choice(['hold', 'line'])),
      repeat: optional(flag()),
    }),
  ),
  file: about(
    'A recorded load: CSV, JSON, NDJSON, or a saved range answer of Prometheus',
    object({
      kind: word('file'),
      path: text(),
      unit: optional(choice(['rate', 'count'])),
      timeColumn: optional(text()),
      valueColumn: optional(text()),
      between: optional(choice(['hold', 'line'])),
      repeat: optional(flag()),
    }),
  ),
};

/** A load of one kind, or one out of a file. */
export const loadShape: Shape<Exclude<Workload, { kind: 'sum' | 'product' }> | FileLoad> = byTag(
  'kind',
  kinds,
);
