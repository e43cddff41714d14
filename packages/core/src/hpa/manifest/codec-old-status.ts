import {
  type Codec,
  int32,
  optional,
  pointer,
  quantity,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import { labelSelector } from './codec-meta.ts';
import { referenceOf } from './codec-metrics.ts';
import { given } from './given.ts';
import type { ManifestMetricStatus } from './manifest-status.ts';
import type { CrossVersionObjectReference, MetricSelector } from './metrics.ts';

/** The status of a metric as v2beta1 writes it, and v1 in its annotation. */
export interface OldMetricStatus {
  readonly type: string;
  readonly object?: OldObjectStatus;
  readonly pods?: OldPodsStatus;
  readonly resource?: OldResourceStatus;
  readonly containerResource?: OldContainerResourceStatus;
  readonly external?: OldExternalStatus;
}

interface OldObjectStatus {
  readonly target: CrossVersionObjectReference;
  readonly metricName: string;
  readonly currentValue: string;
  readonly selector?: MetricSelector;
  readonly averageValue?: string;
}

interface OldPodsStatus {
  readonly metricName: string;
  readonly currentAverageValue: string;
  readonly selector?: MetricSelector;
}

interface OldResourceStatus {
  readonly name: string;
  readonly currentAverageUtilization?: number;
  readonly currentAverageValue: string;
}

interface OldContainerResourceStatus extends OldResourceStatus {
  readonly container: string;
}

interface OldExternalStatus {
  readonly metricName: string;
  readonly metricSelector?: MetricSelector;
  readonly currentValue: string;
  readonly currentAverageValue?: string;
}

const selector = optional(pointer(labelSelector));
const resourceFields = {
  name: required(text('v1.ResourceName')),
  currentAverageUtilization: optional(pointer(int32)),
  currentAverageValue: required(quantity),
};

/** The codec of an old metric status; `version` names the Go package in errors. */
export function oldMetricStatus(version: 'v1' | 'v2beta1'): Codec<OldMetricStatus> {
  return struct<OldMetricStatus>(`${version}.MetricStatus`, {
    type: required(text(`${version}.MetricSourceType`)),
    object: optional(
      pointer(
        struct<OldObjectStatus>(`${version}.ObjectMetricStatus`, {
          target: required(referenceOf(version)),
          metricName: required(text()),
          currentValue: required(quantity),
          selector,
          averageValue: optional(pointer(quantity)),
        }),
      ),
    ),
    pods: optional(
      pointer(
        struct<OldPodsStatus>(`${version}.PodsMetricStatus`, {
          metricName: required(text()),
          currentAverageValue: required(quantity),
          selector,
        }),
      ),
    ),
    resource: optional(
      pointer(struct<OldResourceStatus>(`${version}.ResourceMetricStatus`, resourceFields)),
    ),
    containerResource: optional(
      pointer(
        struct<OldContainerResourceStatus>(`${version}.ContainerResourceMetricStatus`, {
          ...resourceFields,
          container: required(text()),
        }),
      ),
    ),
    external: optional(
      pointer(
        struct<OldExternalStatus>(`${version}.ExternalMetricStatus`, {
          metricName: required(text()),
          metricSelector: selector,
          currentValue: required(quantity),
          currentAverageValue: optional(pointer(quantity)),
        }),
      ),
    ),
  });
}

/** The status of a metric as v2 writes it. */
export function convertMetricStatus(old: OldMetricStatus): ManifestMetricStatus {
  const { type, object, pods, resource, containerResource, external } = old;
  return {
    type,
    ...(object && {
      object: {
        describedObject: object.target,
        metric: { name: object.metricName, ...given('selector', object.selector) },
        current: { value: object.currentValue, ...given('averageValue', object.averageValue) },
      },
    }),
    ...(pods && {
      pods: {
        metric: { name: pods.metricName, ...given('selector', pods.selector) },
        current: { averageValue: pods.currentAverageValue },
      },
    }),
    ...(resource && { resource: { name: resource.name, current: resourceValue(resource) } }),
    ...(containerResource && {
      containerResource: {
        name: containerResource.name,
        current: resourceValue(containerResource),
        container: containerResource.container,
      },
    }),
    ...(external && {
      external: {
        metric: { name: external.metricName, ...given('selector', external.metricSelector) },
        current: {
          value: external.currentValue,
          ...given('averageValue', external.currentAverageValue),
        },
      },
    }),
  };
}

function resourceValue(source: OldResourceStatus): {
  readonly averageValue: string;
  readonly averageUtilization?: number;
} {
  return {
    averageValue: source.currentAverageValue,
    ...given('averageUtilization', source.currentAverageUtilization),
  };
}
