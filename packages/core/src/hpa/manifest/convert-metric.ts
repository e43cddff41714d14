import { parseQuantity } from '../../quantity/index.ts';
import type { OldMetric, OldResourceSource } from './codec-v2beta1.ts';
import type { DraftMetric, DraftTarget } from './draft.ts';
import { given } from './given.ts';
import type { MetricIdentifier, MetricSelector } from './metrics.ts';

/**
 * A metric of v2beta1, or of v1's annotation, as v2 writes it. The type of the target follows from
 * the member that is there. Two conversions that differ where the originals do: v1's (1.37) drops
 * the zero `targetValue` of an Object metric with an averageValue; v2beta1's (1.32) keeps it, and
 * loses the container of a ContainerResource metric.
 */
export function convertMetric(old: OldMetric, from: 'v1' | 'v2beta1'): DraftMetric {
  const { type, object, pods, resource, containerResource, external } = old;
  return {
    type,
    ...(object && {
      object: {
        describedObject: object.target,
        metric: identifier(object.metricName, object.selector),
        target: objectTarget(object.targetValue, object.averageValue, from),
      },
    }),
    ...(pods && {
      pods: {
        metric: identifier(pods.metricName, pods.selector),
        target: { type: 'AverageValue', averageValue: pods.targetAverageValue },
      },
    }),
    ...(resource && { resource: { name: resource.name, target: resourceTarget(resource) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        target: resourceTarget(containerResource),
        container: from === 'v1' ? containerResource.container : '',
      },
    }),
    ...(external && {
      external: {
        metric: identifier(external.metricName, external.metricSelector),
        target: {
          type: external.targetValue === undefined ? 'AverageValue' : 'Value',
          ...given('value', external.targetValue),
          ...given('averageValue', external.targetAverageValue),
        },
      },
    }),
  };
}

function identifier(name: string, selector: MetricSelector | undefined): MetricIdentifier {
  return { name, ...given('selector', selector) };
}

function objectTarget(
  value: string,
  averageValue: string | undefined,
  from: 'v1' | 'v2beta1',
): DraftTarget {
  if (averageValue === undefined) return { type: 'Value', value };
  const dropped = from === 'v1' && parseQuantity(value).isZero();
  return { type: 'AverageValue', averageValue, ...(dropped ? {} : { value }) };
}

function resourceTarget(source: OldResourceSource): DraftTarget {
  return {
    type: source.targetAverageUtilization === undefined ? 'AverageValue' : 'Utilization',
    ...given('averageUtilization', source.targetAverageUtilization),
    ...given('averageValue', source.targetAverageValue),
  };
}
