import { type Milli, type PodSample, type Reading, readMilli } from '@flyball/core';
import type { PodUsage } from '../ports/index.ts';
import type { UsageQuery } from './metric-query.ts';

/**
 * How the usage of a resource is read: of whole pods, or of one container in each.
 * @param container null for whole pods
 */
export function usageQuery(resource: string, container: string | null): UsageQuery {
  return {
    kind: 'usage',
    name: container === null ? resource : `${resource} of ${container}`,
    toReading: (usage) => usageReading(usage, resource, container),
  };
}

/**
 * A pod of which one container was not measured has no sample, as in the original; a container that
 * a measured pod does not have makes the whole missing.
 */
function usageReading(
  usage: readonly PodUsage[],
  resource: string,
  container: string | null,
): Reading {
  if (usage.length === 0) return missing('none of the pods has been measured');
  const pods: Record<string, PodSample> = {};
  for (const { name, at, window, containers } of usage) {
    const own = containers.filter((each) => container === null || each.name === container);
    if (own.length === 0 && container !== null) {
      return missing(`the pod ${name} has no container ${container}`);
    }
    const value = total(own.map((each) => each.usage[resource]));
    if (value !== undefined) pods[name] = { value, at, window };
  }
  if (Object.keys(pods).length > 0) return { pods };
  return missing(`the ${resource} of none of the pods has been measured`);
}

/** The sum, if every one of them is a number. */
function total(values: readonly (Milli | undefined)[]): Milli | undefined {
  let sum = 0n;
  for (const value of values) {
    const milli = value === undefined ? undefined : readMilli(value);
    if (milli === undefined) return undefined;
    sum += BigInt(milli);
  }
  if (values.length === 0) return undefined;
  const plain = Number(sum);
  return Number.isSafeInteger(plain) ? plain : sum.toString();
}

function missing(message: string): Reading {
  return { error: { message } };
}
