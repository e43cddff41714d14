import { type Place, placeOf } from './place.ts';
import type { LintedAutoscaler, LintedMetric } from './subject.ts';

/** A metric and the autoscaler that it stands in. */
export interface PlacedMetric {
  readonly autoscaler: LintedAutoscaler;
  readonly metric: LintedMetric;
}

/** All metrics that are neither cpu nor memory. */
export function allMetrics(autoscalers: readonly LintedAutoscaler[]): readonly PlacedMetric[] {
  return autoscalers.flatMap((autoscaler) =>
    autoscaler.metrics.map((metric) => ({ autoscaler, metric })),
  );
}

/** The place of the number that a metric is held against. */
export function targetPlace(
  { autoscaler, metric }: PlacedMetric,
  member: 'value' | 'averageValue',
): Place {
  return placeOf(autoscaler.source, [...metric.path, member]);
}
