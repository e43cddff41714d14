import type { QuerySample } from './query-outcome.ts';

/**
 * The samples by the object that they are of. A sample without the label is of no object; of
 * several for one object the last counts, as with prometheus-adapter.
 */
export function samplesByObject<Sample extends Pick<QuerySample, 'labels'>>(
  samples: readonly Sample[],
  label: string,
): ReadonlyMap<string, Sample> {
  return new Map(samples.map((sample) => [sample.labels[label] ?? '', sample]));
}
