import {
  type GenericSchema,
  integer,
  minValue,
  number,
  object,
  optional,
  pipe,
  string,
  transform,
} from 'valibot';
import type { TargetScale } from '../ports/index.ts';

// Go leaves a zero out, so an absent number is one here: it was not lost on the way.
const replicas = optional(pipe(number(), integer(), minValue(0)), 0);

/** A `Scale` of autoscaling/v1. A custom resource may have no selector. */
export const scaleSchema: GenericSchema<unknown, TargetScale> = pipe(
  object({
    metadata: object({ resourceVersion: string(), uid: string() }),
    spec: optional(object({ replicas }), { replicas: 0 }),
    status: optional(object({ replicas, selector: optional(string(), '') }), {
      replicas: 0,
      selector: '',
    }),
  }),
  transform(({ metadata, spec, status }) => ({
    specReplicas: spec.replicas,
    statusReplicas: status.replicas,
    selector: status.selector,
    resourceVersion: metadata.resourceVersion,
    uid: metadata.uid,
  })),
);
