import type { SeriesLabels } from '../rules/adapter-rule.ts';

/** One sample of a vector. */
export interface MetricSample {
  readonly labels: SeriesLabels;
  readonly value: number;
  /** When it was sampled, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The samples by the object that they are of. A sample without the label is of no object; of
 * several for one object the last counts, as with prometheus-adapter.
 */
export function samplesByObject<Sample extends Pick<MetricSample, 'labels'>>(
  samples: readonly Sample[],
  label: string,
): ReadonlyMap<string, Sample> {
  return new Map(samples.map((sample) => [sample.labels[label] ?? '', sample]));
}
