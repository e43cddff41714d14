import {
  array,
  boolean,
  exactOptional,
  type GenericSchema,
  integer,
  literal,
  minValue,
  nullable,
  number,
  object,
  picklist,
  pipe,
  record,
  string,
  variant,
} from 'valibot';
import type { PolicyMemory } from '../ports/index.ts';

const instant = number();
const replicas = pipe(number(), integer(), minValue(0));

const scaleEvent = object({ change: replicas, at: instant, outdated: boolean() });

const value = object({
  value: exactOptional(string()),
  averageValue: exactOptional(string()),
  averageUtilization: exactOptional(number()),
});

const labelSelector = object({
  matchLabels: exactOptional(nullable(record(string(), string()))),
  matchExpressions: exactOptional(
    nullable(
      array(
        object({
          key: string(),
          operator: string(),
          values: exactOptional(nullable(array(string()))),
        }),
      ),
    ),
  ),
});

const resource = { name: string(), current: value };
const named = {
  metric: object({ name: string(), selector: exactOptional(labelSelector) }),
  current: value,
};
const describedObject = object({
  kind: string(),
  name: string(),
  apiVersion: exactOptional(string()),
});

const metricStatus = variant('type', [
  object({ type: literal('') }),
  object({ type: literal('Resource'), resource: object(resource) }),
  object({
    type: literal('ContainerResource'),
    containerResource: object({ ...resource, container: string() }),
  }),
  object({ type: literal('Pods'), pods: object(named) }),
  object({ type: literal('Object'), object: object({ ...named, describedObject }) }),
  object({ type: literal('External'), external: object(named) }),
]);

const condition = object({
  type: picklist(['AbleToScale', 'ScalingActive', 'ScalingLimited', 'ScaledToZero']),
  status: picklist(['True', 'False']),
  reason: string(),
  message: string(),
  lastTransitionTime: instant,
});

const guards = object({
  absentSince: array(nullable(instant)),
  acted: nullable(object({ replicas, samples: array(nullable(instant)) })),
  growth: array(
    nullable(
      object({
        replicas,
        value: number(),
        load: nullable(number()),
        grownAt: nullable(instant),
        reported: boolean(),
      }),
    ),
  ),
});

const standing = object({
  pause: exactOptional(
    object({
      since: instant,
      until: nullable(instant),
      by: nullable(string()),
      reason: nullable(string()),
    }),
  ),
  shadow: exactOptional(
    object({
      since: instant,
      at: instant,
      actual: nullable(replicas),
      shadow: replicas,
      seconds: object({ counted: number(), fewer: number(), more: number() }),
      replicaSeconds: object({ actual: number(), shadow: number() }),
    }),
  ),
  withheld: exactOptional(object({ code: string(), about: string(), since: instant })),
  writer: exactOptional(string()),
});

/** A policy's memory as it is kept. Keys that it does not know are dropped. */
export const memorySchema: GenericSchema<unknown, PolicyMemory> = object({
  version: literal(1),
  recommendations: array(object({ replicas, at: instant })),
  scaleUpEvents: array(scaleEvent),
  scaleDownEvents: array(scaleEvent),
  pending: nullable(object({ from: replicas, to: replicas, at: instant })),
  status: object({
    observedGeneration: nullable(number()),
    lastScaleTime: nullable(instant),
    currentReplicas: replicas,
    desiredReplicas: replicas,
    currentMetrics: array(metricStatus),
    conditions: array(condition),
  }),
  guards: exactOptional(guards),
  standing: exactOptional(standing),
});
