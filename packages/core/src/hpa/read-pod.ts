import { parseMilli } from '../quantity/index.ts';
import { parseInstant } from '../time/index.ts';
import { writeMilli } from './milli.ts';
import type { ContainerRequests, Pod, PodReady, Requests } from './observation.ts';
import {
  hasPodLevelRequests,
  type RequestingContainer,
  type RequestingPod,
  type ResourceList,
  schedulerRequests,
} from './pod-requests.ts';

/** The parts of a Kubernetes Pod that scaling looks at. */
export interface KubernetesPod {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: RequestingPod;
  readonly status?: {
    readonly phase?: string;
    readonly startTime?: string;
    readonly conditions?: readonly PodCondition[];
  };
}

interface PodCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string | null;
}

/** The year 1, which Go has where an instant is absent. */
const LONG_AGO = parseInstant('0001-01-01T00:00:00Z');

/**
 * What a decision needs to know of a Pod, quantities and instants parsed.
 *
 * @throws {QuantityError} when a request is no quantity
 * @throws {InstantError} when an instant is not of RFC 3339
 */
export function readPod({ metadata, spec, status = {} }: KubernetesPod): Pod {
  const { deletionTimestamp } = metadata;
  const { phase = '', startTime } = status;
  const ready = readReady(status.conditions ?? []);
  const sidecars = (spec.initContainers ?? []).filter(isSidecar).map(readContainer);
  return {
    name: metadata.name,
    labels: metadata.labels ?? {},
    phase,
    ...(deletionTimestamp === undefined
      ? {}
      : { deletionTimestamp: parseInstant(deletionTimestamp) }),
    ...(startTime === undefined ? {} : { startTime: parseInstant(startTime) }),
    ...(ready === undefined ? {} : { ready }),
    containers: spec.containers.map(readContainer),
    ...(sidecars.length === 0 ? {} : { sidecars }),
    ...(hasPodLevelRequests(spec) ? { podRequests: readPodRequests(spec) } : {}),
  };
}

function readReady(conditions: readonly PodCondition[]): PodReady | undefined {
  const condition = conditions.find(({ type }) => type === 'Ready');
  if (condition === undefined) return undefined;
  const { status, lastTransitionTime } = condition;
  return {
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    lastTransitionTime:
      lastTransitionTime === undefined || lastTransitionTime === null
        ? LONG_AGO
        : parseInstant(lastTransitionTime),
  };
}

function isSidecar({ restartPolicy }: RequestingContainer): boolean {
  return restartPolicy === 'Always';
}

function readContainer({ name, resources }: RequestingContainer): ContainerRequests {
  return { name, requests: readRequests(resources?.requests ?? {}) };
}

function readRequests(requests: ResourceList): Requests {
  const entries = Object.entries(requests);
  return Object.fromEntries(entries.map(([name, text]) => [name, writeMilli(parseMilli(text))]));
}

function readPodRequests(spec: RequestingPod): Requests {
  const entries = [...schedulerRequests(spec)];
  return Object.fromEntries(
    entries.map(([name, quantity]) => [name, writeMilli(quantity.milliValue())]),
  );
}
