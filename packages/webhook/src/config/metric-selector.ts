import {
  EVERYTHING,
  type MetricSelector,
  readLabelSelector,
  type Selector,
  SelectorError,
} from '@flyball/core';
import type { UnreadableMetric } from './metric-query.ts';

/** The selector of a metric, everything without one; the API server stores it unread. */
export function selectorOf(
  written: MetricSelector | undefined,
  source: 'object' | 'pods' | 'external',
): Selector | UnreadableMetric {
  if (written === undefined) return EVERYTHING;
  try {
    return readLabelSelector(written);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return {
      field: [source, 'metric', 'selector'],
      message: error.message,
      remedy: 'write matchLabels, or matchExpressions with In, NotIn, Exists or DoesNotExist',
    };
  }
}
