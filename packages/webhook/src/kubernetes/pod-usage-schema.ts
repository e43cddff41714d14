import {
  type Milli,
  parseGoDuration,
  parseInstant,
  parseMilli,
  type Requests,
} from '@flyball/core';
import {
  array,
  type GenericSchema,
  nullish,
  object,
  pipe,
  rawTransform,
  record,
  string,
  transform,
} from 'valibot';
import type { PodUsage } from '../ports/index.ts';

const podMetrics = object({
  metadata: object({ name: string() }),
  timestamp: string(),
  window: string(),
  containers: nullish(array(object({ name: string(), usage: record(string(), string()) })), []),
});

/** A `PodMetrics` of metrics.k8s.io, its quantities, instant and duration parsed. */
const podUsageSchema: GenericSchema<unknown, PodUsage> = pipe(
  podMetrics,
  rawTransform(({ dataset, addIssue, NEVER }) => {
    const { metadata, timestamp, window, containers } = dataset.value;
    try {
      return {
        name: metadata.name,
        at: parseInstant(timestamp),
        window: parseGoDuration(window),
        containers: containers.map(({ name, usage }) => ({ name, usage: readUsage(usage) })),
      };
    } catch {
      addIssue({ message: 'a quantity, an instant or a duration that is none' });
      return NEVER;
    }
  }),
);

export const podUsageListSchema: GenericSchema<unknown, readonly PodUsage[]> = pipe(
  object({ items: array(podUsageSchema) }),
  transform(({ items }) => items),
);

function readUsage(usage: Readonly<Record<string, string>>): Requests {
  return Object.fromEntries(
    Object.entries(usage).map(([resource, text]) => [resource, readMilli(text)]),
  );
}

function readMilli(text: string): Milli {
  const milli = parseMilli(text);
  return typeof milli === 'number' ? milli : milli.toString();
}
