import { formatMilli, parseMilli, parseQuantity } from '@flyball/core';
import type { Benchmark } from '../benchmark.ts';

/** What manifests and metrics answers hold, most of all. */
const TEXTS = ['40', '102312m', '250m', '1.5', '512Mi', '0', '1k', '100', '1536Ki', '3'];
const MILLI = TEXTS.map(parseMilli);
const QUANTITIES = TEXTS.map(parseQuantity);

const FORM = /^([+-]?[0-9.]+)([a-zA-Z]*)$/;
const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  Ki: 1024,
  Mi: 1024 ** 2,
};

/** As it is often written by hand: right for these texts only. */
function plainMilli(text: string): number {
  const [, number = '', suffix = ''] = FORM.exec(text) ?? [];
  return Math.ceil(Number(number) * (FACTORS[suffix] ?? Number.NaN) * 1000);
}

export const benchmark: Benchmark = {
  name: 'quantity',
  about: 'quantities as they stand in manifests and metrics answers, read and written',
  tasks: [
    {
      name: 'regular expression and Number',
      operations: TEXTS.length,
      run: () => sum(TEXTS, plainMilli),
    },
    {
      name: 'parseMilli',
      operations: TEXTS.length,
      run: () => sum(TEXTS, (text) => Number(parseMilli(text))),
      peer: 'regular expression and Number',
    },
    {
      name: 'parseQuantity',
      operations: TEXTS.length,
      run: () => sum(TEXTS, (text) => parseQuantity(text).sign()),
      peer: 'regular expression and Number',
    },
    {
      name: 'milliValue',
      operations: QUANTITIES.length,
      run: () => sum(QUANTITIES, (quantity) => Number(quantity.milliValue())),
    },
    {
      name: 'compare',
      operations: QUANTITIES.length,
      run: () => sum(QUANTITIES, (quantity) => quantity.compare(parsed)),
    },
    {
      name: 'Number and template text',
      operations: MILLI.length,
      run: () => sum(MILLI, (milli) => `${Number(milli) / 1000}m`.length),
    },
    {
      name: 'formatMilli',
      operations: MILLI.length,
      run: () => sum(MILLI, (milli) => formatMilli(milli).length),
      peer: 'Number and template text',
    },
  ],
};

const parsed = parseQuantity('40');

function sum<T>(items: readonly T[], weigh: (item: T) => number): number {
  let total = 0;
  for (const item of items) total += weigh(item);
  return total;
}
