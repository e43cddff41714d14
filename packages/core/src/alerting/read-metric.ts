import type { DocumentPath } from '../documents/index.ts';
import type { MetricSpec } from '../hpa/manifest/index.ts';
import { type AlertableMetric, isAlertableMetric, refusal } from './alertable-metric.ts';
import { type AlertingProblem, problemAt } from './problem.ts';
import { quantityAt } from './quantity-at.ts';
import { isBlank } from './text.ts';

/** A metric with all that its alerts need. */
export interface AlertedMetric {
  readonly metric: AlertableMetric;
  readonly query: string;
  readonly targetMilli: number;
}

/** Reads a metric of the manifest; one that can have no alert becomes a problem. */
export function readMetric(
  metric: MetricSpec,
  query: string | undefined,
  path: DocumentPath,
  problems: AlertingProblem[],
): AlertedMetric | undefined {
  if (!isAlertableMetric(metric)) {
    problems.push(refusal(metric, path));
    return undefined;
  }
  const valuePath = [...path, 'object', 'target', 'value'];
  const target = quantityAt(metric.object.target.value, valuePath, problems);
  if (target === undefined) return undefined;
  const targetMilli = Number(target.milliValue());
  if (targetMilli <= 0) {
    problems.push(
      problemAt(
        valuePath,
        'bad-quantity',
        `the target ${metric.object.target.value} is not above 0`,
        'give a target above 0, such as "40"',
      ),
    );
    return undefined;
  }
  if (query === undefined || isBlank(query)) {
    problems.push(
      problemAt(
        path,
        'missing-query',
        `there is no query for the metric ${metric.object.metric.name}`,
        'add a rule to the adapter configuration that serves this metric for this object',
      ),
    );
    return undefined;
  }
  return { metric, query: query.trim(), targetMilli };
}
