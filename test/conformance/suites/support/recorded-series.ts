import { SeriesStore } from '@flyball/simulator';
import * as v from 'valibot';

/** A number as recordings of Prometheus write it. */
function readFloat(text: string): number {
  if (text === 'NaN') return Number.NaN;
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  if (text === '-Inf') return Number.NEGATIVE_INFINITY;
  return Number(text);
}

export function writeFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

export const labels: v.GenericSchema<unknown, Record<string, string>> = v.record(
  v.string(),
  v.string(),
);

/** Samples as [milliseconds after t0, a number or "stale"]. */
export const recordedSeries: v.GenericSchema<unknown, RecordedSeries> = v.strictObject({
  labels,
  // Go writes an empty list that nobody made as null.
  samples: v.nullable(v.array(v.tuple([v.number(), v.string()]))),
});

export interface RecordedSeries {
  labels: Record<string, string>;
  samples: [at: number, value: string][] | null;
}

/** Everything in a store that forgets nothing. */
export function storeOf(t0: number, recorded: readonly RecordedSeries[]): SeriesStore {
  const store = new SeriesStore({ retention: Number.POSITIVE_INFINITY });
  for (const { labels: set, samples } of recorded) {
    const series = store.series(set);
    for (const [at, value] of samples ?? []) {
      if (value === 'stale') series.markStale(t0 + at);
      else series.append(t0 + at, readFloat(value));
    }
  }
  return store;
}
