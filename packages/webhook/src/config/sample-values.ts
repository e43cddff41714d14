import { type MetricRule, type Milli, type ObjectValueFault, objectValue } from '@flyball/core';
import type { Sample } from '../ports/index.ts';

/** The value that a sample gives by the terms of its rule, or why there is none. */
export type SampleValue =
  | { readonly ok: true; readonly value: Milli; readonly at?: number }
  | { readonly ok: false; readonly code: ObjectValueFault; readonly why: string };

/** @param sample absent when the query gave none */
export function sampleValue(
  sample: Pick<Sample, 'at' | 'value'> | undefined,
  rule: Pick<MetricRule, 'terms' | 'compatibility'>,
  api: 'custom' | 'external',
): SampleValue {
  const value = objectValue(sample && withoutHistogram(sample), rule, api);
  if (!value.ok) return { ok: false, code: value.code, why: words[value.code] };
  const { milli, at } = value;
  const plain = typeof milli === 'bigint' ? milli.toString() : milli;
  return at === undefined ? { ok: true, value: plain } : { ok: true, value: plain, at };
}

/** The sample as core takes it, which asks nothing of a histogram but that it is one. */
function withoutHistogram({ at, value }: Pick<Sample, 'at' | 'value'>): {
  at: number;
  value: number | 'histogram';
} {
  return { at, value: typeof value === 'number' ? value : 'histogram' };
}

const words: Readonly<Record<ObjectValueFault, string>> = {
  absent: 'there is no sample',
  histogram: 'a native histogram, not a number',
  'not-a-number': 'no requests in the window, or no data; a missing value is not zero',
  infinite: 'something was divided by zero',
  'too-large': 'it does not fit the 64 bits that the metrics API carries',
};
