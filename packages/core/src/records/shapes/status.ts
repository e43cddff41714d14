import type { Condition, MetricStatus, MetricValueStatus, Status } from '../../hpa/index.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../selectors/index.ts';
import {
  byTag,
  dictionary,
  list,
  nullable,
  number,
  oneOf,
  optional,
  type Shape,
  struct,
  text,
} from '../shape/index.ts';

const value = struct<MetricValueStatus>({
  value: optional(text),
  averageValue: optional(text),
  averageUtilization: optional(number),
});

const requirement = struct<LabelSelectorRequirement>({
  key: text,
  operator: text,
  values: optional(nullable(list(text))),
});

const selector = struct<LabelSelector>({
  matchLabels: optional(nullable(dictionary(text))),
  matchExpressions: optional(nullable(list(requirement))),
});

type StatusOf<T extends MetricStatus['type']> = Extract<MetricStatus, { readonly type: T }>;

const metric = struct<StatusOf<'Pods'>['pods']['metric']>({
  name: text,
  selector: optional(selector),
});

const metricStatus: Shape<MetricStatus> = byTag('type', {
  '': struct<StatusOf<''>>({ type: oneOf('') }),
  Resource: struct<StatusOf<'Resource'>>({
    type: oneOf('Resource'),
    resource: struct({ name: text, current: value }),
  }),
  ContainerResource: struct<StatusOf<'ContainerResource'>>({
    type: oneOf('ContainerResource'),
    containerResource: struct({ name: text, current: value, container: text }),
  }),
  Pods: struct<StatusOf<'Pods'>>({
    type: oneOf('Pods'),
    pods: struct({ metric, current: value }),
  }),
  Object: struct<StatusOf<'Object'>>({
    type: oneOf('Object'),
    object: struct<StatusOf<'Object'>['object']>({
      metric,
      current: value,
      describedObject: struct<StatusOf<'Object'>['object']['describedObject']>({
        kind: text,
        name: text,
        apiVersion: optional(text),
      }),
    }),
  }),
  External: struct<StatusOf<'External'>>({
    type: oneOf('External'),
    external: struct({ metric, current: value }),
  }),
});

export const metricStatuses: Shape<readonly MetricStatus[]> = list(metricStatus);

export const conditions: Shape<readonly Condition[]> = list(
  struct<Condition>({
    type: oneOf('AbleToScale', 'ScalingActive', 'ScalingLimited', 'ScaledToZero'),
    status: oneOf('True', 'False'),
    reason: text,
    message: text,
    lastTransitionTime: number,
  }),
);

export const status: Shape<Status> = struct<Status>({
  observedGeneration: nullable(number),
  lastScaleTime: nullable(number),
  currentReplicas: number,
  desiredReplicas: number,
  currentMetrics: metricStatuses,
  conditions,
});
