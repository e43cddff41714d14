import type { DocumentPath } from '../documents/index.ts';
import type {
  CrossVersionObjectReference,
  MetricIdentifier,
  MetricSpec,
} from '../hpa/manifest/index.ts';
import { type AlertingProblem, problemAt } from './problem.ts';

/**
 * The metrics that can have an alert: one value of one object, against a target that is a value.
 * Every other target depends on the number of pods, on their requests, or on several series, and
 * so is no fixed threshold of one query.
 */
export interface AlertableMetric {
  readonly type: 'Object';
  readonly object: {
    readonly describedObject: CrossVersionObjectReference;
    readonly metric: MetricIdentifier;
    readonly target: { readonly type: 'Value'; readonly value: string };
  };
}

export function isAlertableMetric(metric: MetricSpec): metric is AlertableMetric {
  if (metric.type !== 'Object') return false;
  const { type, value } = metric.object.target;
  return type === 'Value' && value !== undefined;
}

const ways = 'use an Object metric with target type Value, or write an alert for this one by hand';

/** Why a metric that is not alertable has no alert. */
export function refusal(metric: MetricSpec, path: DocumentPath): AlertingProblem {
  if (metric.type !== 'Object') {
    return problemAt(
      [...path, 'type'],
      'unsupported-metric',
      `no alert can be made for a metric of type ${metric.type}: ${reasons[metric.type]}`,
      ways,
    );
  }
  const { type } = metric.object.target;
  return problemAt(
    [...path, 'object', 'target', 'type'],
    'unsupported-target',
    type === 'Value'
      ? 'the target has the type Value, and no value'
      : `no alert can be made for a target of type ${type}: it moves with the number of pods`,
    type === 'Value' ? 'give the target a value, such as "40"' : ways,
  );
}

const reasons: Readonly<Record<Exclude<MetricSpec['type'], 'Object'>, string>> = {
  ContainerResource: 'it is an average over pods, against what they request',
  External: 'it is a sum of several values',
  Pods: 'it is an average over pods',
  Resource: 'it is an average over pods, against what they request',
};
