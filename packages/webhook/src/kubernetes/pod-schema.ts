import { type KubernetesPod, type Pod, readPod } from '@flyball/core';
import {
  array,
  type GenericSchema,
  nullish,
  object,
  optional,
  pipe,
  rawTransform,
  record,
  string,
  transform,
} from 'valibot';

const texts = nullish(record(string(), string()), {});
const resources = nullish(object({ requests: texts }), { requests: {} });

const container = object({ name: string(), resources });
const initContainer = object({ name: string(), resources, restartPolicy: optional(string(), '') });

const condition = object({
  type: string(),
  status: string(),
  lastTransitionTime: nullish(string(), null),
});

/** A Pod as the API server shows it, read to what a decision needs to know of it. */
const podSchema: GenericSchema<unknown, Pod> = pipe(
  object({
    metadata: object({ name: string(), labels: texts, deletionTimestamp: nullish(string()) }),
    spec: object({
      containers: array(container),
      initContainers: nullish(array(initContainer), []),
      overhead: texts,
      resources,
    }),
    status: object({
      phase: optional(string(), ''),
      startTime: nullish(string()),
      conditions: nullish(array(condition), []),
    }),
  }),
  transform(({ metadata, spec, status }): KubernetesPod => {
    const { deletionTimestamp, ...meta } = metadata;
    const { startTime, ...state } = status;
    return {
      metadata: isGiven(deletionTimestamp) ? { ...meta, deletionTimestamp } : meta,
      spec,
      status: isGiven(startTime) ? { ...state, startTime } : state,
    };
  }),
  rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return readPod(dataset.value);
    } catch {
      addIssue({ message: 'a quantity or an instant that is none' });
      return NEVER;
    }
  }),
);

/** One page of a list of pods. */
export const podListSchema: GenericSchema<
  unknown,
  { readonly pods: readonly Pod[]; readonly continue: string }
> = pipe(
  object({
    metadata: object({ continue: optional(string(), '') }),
    items: array(podSchema),
  }),
  transform(({ metadata, items }) => ({ pods: items, continue: metadata.continue })),
);

function isGiven(text: string | null | undefined): text is string {
  return text !== null && text !== undefined;
}
