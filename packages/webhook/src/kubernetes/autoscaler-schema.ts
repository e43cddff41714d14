import {
  array,
  boolean,
  type GenericSchema,
  nullish,
  number,
  object,
  optional,
  pipe,
  record,
  string,
  transform,
} from 'valibot';
import type { ClusterAutoscaler } from '../ports/index.ts';

const ownerReference = object({
  kind: string(),
  name: string(),
  controller: nullish(boolean(), false),
});

/** A HorizontalPodAutoscaler of autoscaling/v2, as an API server shows it. */
export const autoscalerSchema: GenericSchema<unknown, ClusterAutoscaler> = pipe(
  object({
    metadata: object({
      namespace: string(),
      name: string(),
      uid: string(),
      resourceVersion: string(),
      annotations: nullish(record(string(), string()), {}),
      ownerReferences: nullish(array(ownerReference), []),
    }),
    spec: object({
      scaleTargetRef: object({
        apiVersion: optional(string(), ''),
        kind: string(),
        name: string(),
      }),
      // The API server fills in its default; an absent one means the same.
      minReplicas: nullish(number(), 1),
      maxReplicas: number(),
    }),
  }),
  transform(({ metadata, spec }) => {
    const { namespace, name, uid, resourceVersion, annotations, ownerReferences } = metadata;
    const owner = ownerReferences.find(({ controller }) => controller === true) ?? null;
    return {
      namespace,
      name,
      uid,
      resourceVersion,
      target: spec.scaleTargetRef,
      minReplicas: spec.minReplicas,
      maxReplicas: spec.maxReplicas,
      owner: owner === null ? null : { kind: owner.kind, name: owner.name },
      annotations,
    };
  }),
);

export const autoscalerListSchema: GenericSchema<unknown, readonly ClusterAutoscaler[]> = pipe(
  object({ items: array(autoscalerSchema) }),
  transform(({ items }) => items),
);
