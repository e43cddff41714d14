import type { Acted } from './guard-memory.ts';

/** Whether the sample of a metric is one from which the present size was made. */
export function isSpent(
  acted: Acted | null,
  metric: number,
  sample: number | undefined,
  size: number,
): boolean {
  const last = acted?.replicas === size ? acted.samples[metric] : undefined;
  return typeof last === 'number' && sample !== undefined && sample <= last;
}
