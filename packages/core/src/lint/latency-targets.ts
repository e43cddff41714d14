import { allMetrics, targetPlace } from './metric-place.ts';
import type { Place } from './place.ts';
import type { LintSubject } from './subject.ts';
import { targetValue } from './target-value.ts';

/** A latency that is held against a target, where it is known how fast the service is. */
export interface LatencyTarget {
  readonly place: Place;
  readonly name: string;
  readonly value: number;
  /** What an idle service shows, in the unit of the metric. */
  readonly floor: number;
  /** Seconds of the average. */
  readonly window: number;
}

/** The latency targets of all autoscalers, where the unit of the metric is known too. */
export function latencyTargets({ autoscalers, settings }: LintSubject): readonly LatencyTarget[] {
  const { serviceTime } = settings;
  if (serviceTime === undefined) return [];
  return allMetrics(autoscalers).flatMap((placed) => {
    const { name, nature } = placed.metric;
    const { kind, unit, window = 0 } = nature;
    const value = targetValue(placed.metric);
    if (kind !== 'latency' || unit === undefined || value === undefined) return [];
    const place = targetPlace(placed, 'value');
    return [{ place, name, value, floor: serviceTime / unit, window }];
  });
}
