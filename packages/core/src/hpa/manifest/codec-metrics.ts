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
import type {
  DraftContainerResourceSource,
  DraftMetric,
  DraftNamedSource,
  DraftObjectSource,
  DraftResourceSource,
  DraftTarget,
} from './draft.ts';
import type { CrossVersionObjectReference, MetricIdentifier } from './metrics.ts';

/** A reference to an object, as every version has it. */
export function referenceOf(version: string): Codec<CrossVersionObjectReference> {
  return struct<CrossVersionObjectReference>(`${version}.CrossVersionObjectReference`, {
    kind: required(text()),
    name: required(text()),
    apiVersion: optional(text()),
  });
}

export const reference: Codec<CrossVersionObjectReference> = referenceOf('v2');

export const identifier: Codec<MetricIdentifier> = struct<MetricIdentifier>('v2.MetricIdentifier', {
  name: required(text()),
  selector: optional(pointer(labelSelector)),
});

const target: Codec<DraftTarget> = struct<DraftTarget>('v2.MetricTarget', {
  type: required(text('v2.MetricTargetType')),
  value: optional(pointer(quantity)),
  averageValue: optional(pointer(quantity)),
  averageUtilization: optional(pointer(int32)),
});

const resourceName = required(text('v1.ResourceName'));
const named = { metric: required(identifier), target: required(target) };

/** An entry of `spec.metrics`. */
export const metric: Codec<DraftMetric> = struct<DraftMetric>('v2.MetricSpec', {
  type: required(text('v2.MetricSourceType')),
  object: optional(
    pointer(
      struct<DraftObjectSource>('v2.ObjectMetricSource', {
        describedObject: required(reference),
        ...named,
      }),
    ),
  ),
  pods: optional(pointer(struct<DraftNamedSource>('v2.PodsMetricSource', named))),
  resource: optional(
    pointer(
      struct<DraftResourceSource>('v2.ResourceMetricSource', {
        name: resourceName,
        target: required(target),
      }),
    ),
  ),
  containerResource: optional(
    pointer(
      struct<DraftContainerResourceSource>('v2.ContainerResourceMetricSource', {
        name: resourceName,
        target: required(target),
        container: required(text()),
      }),
    ),
  ),
  external: optional(pointer(struct<DraftNamedSource>('v2.ExternalMetricSource', named))),
});
