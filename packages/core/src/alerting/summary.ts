import type { AlertableMetric } from './alertable-metric.ts';
import { escapeTemplate } from './text.ts';

/**
 * The alert in a sentence. It leaves the value out: Prometheus sends it again only once a minute,
 * so what a reader saw would often be old.
 */
export function summary(
  { object }: AlertableMetric,
  side: 'above' | 'below',
  tolerance: number,
): string {
  const { kind, name } = object.describedObject;
  const distance = tolerance === 0 ? side : `more than ${percent(tolerance)} % ${side}`;
  const text = `${object.metric.name} of ${kind} ${name} is ${distance} its target ${object.target.value}`;
  return escapeTemplate(text);
}

/** Without the noise of binary fractions: 0.07 is 7, not 7.000000000000001. */
function percent(tolerance: number): number {
  return Number((tolerance * 100).toPrecision(12));
}
