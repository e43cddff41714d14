import { parseQuantity, type Quantity } from '../quantity/index.ts';

/** Quantities by resource name, as objects of Kubernetes write them. */
export type ResourceList = Readonly<Record<string, string>>;

/** What requests depend on in a container. */
export interface RequestingContainer {
  readonly name: string;
  readonly resources?: { readonly requests?: ResourceList };
  readonly restartPolicy?: string;
}

/** The parts of a pod's `spec` that make its request. */
export interface RequestingPod {
  readonly containers: readonly RequestingContainer[];
  readonly initContainers?: readonly RequestingContainer[];
  readonly overhead?: ResourceList;
  readonly resources?: { readonly requests?: ResourceList };
}

type Sums = Map<string, Quantity>;

/** Whether `spec.resources.requests` names a resource that counts for the whole pod. */
export function hasPodLevelRequests({ resources }: RequestingPod): boolean {
  return Object.keys(resources?.requests ?? {}).some(isPodLevelResource);
}

/**
 * What the scheduler sets aside for the pod: all containers and sidecars together, or the largest
 * step of the init containers where that is more (a step runs beside the sidecars started before
 * it); requests of the pod itself in their stead; and the overhead. Source: component-helpers
 * `resource.PodRequests`.
 */
export function schedulerRequests(pod: RequestingPod): ReadonlyMap<string, Quantity> {
  const sums: Sums = new Map();
  for (const { resources } of pod.containers) add(sums, resources?.requests);
  const sidecars: Sums = new Map();
  const largest: Sums = new Map();
  for (const { resources, restartPolicy } of pod.initContainers ?? []) {
    const requests = resources?.requests;
    if (restartPolicy === 'Always') {
      add(sums, requests);
      add(sidecars, requests);
      raise(largest, sidecars);
    } else {
      const step = new Map(sidecars);
      add(step, requests);
      raise(largest, step);
    }
  }
  raise(sums, largest);
  for (const [name, text] of Object.entries(pod.resources?.requests ?? {})) {
    if (isPodLevelResource(name)) sums.set(name, parseQuantity(text));
  }
  add(sums, pod.overhead);
  return sums;
}

function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

function add(sums: Sums, requests: ResourceList = {}): void {
  for (const [name, text] of Object.entries(requests)) {
    const quantity = parseQuantity(text);
    sums.set(name, sums.get(name)?.add(quantity) ?? quantity);
  }
}

function raise(sums: Sums, others: Sums): void {
  for (const [name, quantity] of others) {
    const sum = sums.get(name);
    if (sum === undefined || quantity.compare(sum) > 0) sums.set(name, quantity);
  }
}
