import { type ContainerRequests, type Pod, parseInstant } from '@flyball/core';
import {
  array,
  check,
  type GenericSchema,
  nullish,
  object,
  optional,
  picklist,
  pipe,
  rawTransform,
  record,
  string,
  transform,
} from 'valibot';
import { areQuantities, podRequests, type RequestTexts, readRequests } from './pod-requests.ts';

/** An instant of RFC 3339 as milliseconds since the epoch. */
const instant = pipe(
  string(),
  rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return parseInstant(dataset.value);
    } catch {
      addIssue({ message: 'no instant of RFC 3339' });
      return NEVER;
    }
  }),
);

const requests: GenericSchema<unknown, RequestTexts> = pipe(
  nullish(record(string(), string()), {}),
  check(areQuantities, 'no quantity'),
);
const resources = nullish(object({ requests }), { requests: {} });

const container = object({ name: string(), resources });
const initContainer = object({ name: string(), resources, restartPolicy: optional(string(), '') });

const condition = object({
  type: string(),
  status: picklist(['True', 'False', 'Unknown']),
  lastTransitionTime: nullish(instant),
});

type Named = { readonly name: string; readonly resources: { readonly requests: RequestTexts } };

function readContainer({ name, resources }: Named): ContainerRequests {
  return { name, requests: readRequests(resources.requests) };
}

/** A Pod as the API server shows it, read to what a decision needs to know of it. */
const podSchema: GenericSchema<unknown, Pod> = pipe(
  object({
    metadata: object({
      name: string(),
      labels: nullish(record(string(), string()), {}),
      deletionTimestamp: nullish(instant),
    }),
    spec: object({
      containers: array(container),
      initContainers: nullish(array(initContainer), []),
      overhead: requests,
      resources,
    }),
    status: object({
      phase: optional(string(), ''),
      startTime: nullish(instant),
      conditions: nullish(array(condition), []),
    }),
  }),
  transform(({ metadata, spec, status }): Pod => {
    const ready = status.conditions.find(({ type }) => type === 'Ready');
    const sidecars = spec.initContainers.filter(isSidecar);
    const whole = podRequests({
      containers: spec.containers.map(({ resources: { requests } }) => requests),
      initContainers: spec.initContainers.map((one) => ({
        requests: one.resources.requests,
        sidecar: isSidecar(one),
      })),
      overhead: spec.overhead,
      whole: spec.resources.requests,
    });
    return {
      name: metadata.name,
      labels: metadata.labels,
      phase: status.phase,
      containers: spec.containers.map(readContainer),
      ...when(metadata.deletionTimestamp, (deletionTimestamp) => ({ deletionTimestamp })),
      ...when(status.startTime, (startTime) => ({ startTime })),
      ...when(ready, ({ status: of, lastTransitionTime }) => ({
        ready: { status: of, lastTransitionTime: lastTransitionTime ?? 0 },
      })),
      ...(sidecars.length === 0 ? {} : { sidecars: sidecars.map(readContainer) }),
      ...when(whole, (all) => ({ podRequests: all })),
    };
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

function isSidecar({ restartPolicy }: { readonly restartPolicy: string }): boolean {
  return restartPolicy === 'Always';
}

function when<Value, Part>(
  value: Value | null | undefined,
  part: (value: Value) => Part,
): Part | Record<never, never> {
  return value === null || value === undefined ? {} : part(value);
}
