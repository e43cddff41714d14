import { type Int64, type Milli, parseMilli, QuantityError, type Requests } from '@flyball/core';

/** Requests of one kind of thing, as quantities: `{ cpu: '100m' }`. */
export type RequestTexts = Readonly<Record<string, string>>;

export interface InitContainer {
  readonly requests: RequestTexts;
  /** It keeps running beside the others (`restartPolicy: Always`). */
  readonly sidecar: boolean;
}

/** The parts of a pod's spec that its request follows from. */
export interface RequestingPod {
  readonly containers: readonly RequestTexts[];
  readonly initContainers: readonly InitContainer[];
  readonly overhead: RequestTexts;
  /** `spec.resources.requests`: what the pod asks for as a whole. */
  readonly whole: RequestTexts;
}

type Sums = Map<string, bigint>;

/** The resources that a pod may ask for as a whole. */
function isPodLevel(resource: string): boolean {
  return resource === 'cpu' || resource === 'memory' || resource.startsWith('hugepages-');
}

/**
 * What the scheduler sets aside for a pod that asks for something as a whole, or null for one that
 * does not. Its containers run together, its init containers one after the other, each beside the
 * sidecars that were started before it; the whole counts where it is given, and the overhead is
 * added to that. Source: `PodRequests` of k8s.io/component-helpers 0.37.
 *
 * @throws {QuantityError} when something is no quantity
 */
export function podRequests(pod: RequestingPod): Requests | null {
  const whole = Object.entries(pod.whole).filter(([resource]) => isPodLevel(resource));
  if (whole.length === 0) return null;

  const together: Sums = new Map();
  for (const requests of pod.containers) add(together, requests);
  const sidecars: Sums = new Map();
  const largest: Sums = new Map();
  for (const { requests, sidecar } of pod.initContainers) {
    const during = new Map(sidecars);
    add(during, requests);
    if (sidecar) {
      add(together, requests);
      add(sidecars, requests);
    }
    raise(largest, during);
  }
  raise(together, largest);
  for (const [resource, quantity] of whole) together.set(resource, BigInt(parseMilli(quantity)));
  add(together, pod.overhead);
  return Object.fromEntries([...together].map(([resource, sum]) => [resource, milliOf(sum)]));
}

/**
 * Requests in thousandths.
 * @throws {QuantityError} when one is no quantity
 */
export function readRequests(texts: RequestTexts): Requests {
  return Object.fromEntries(
    Object.entries(texts).map(([resource, text]) => [resource, milliOf(parseMilli(text))]),
  );
}

/** Whether all of them are quantities. */
export function areQuantities(texts: RequestTexts): boolean {
  try {
    readRequests(texts);
    return true;
  } catch (error) {
    if (error instanceof QuantityError) return false;
    throw error;
  }
}

function add(sums: Sums, requests: RequestTexts): void {
  for (const [resource, text] of Object.entries(requests)) {
    sums.set(resource, (sums.get(resource) ?? 0n) + BigInt(parseMilli(text)));
  }
}

function raise(sums: Sums, floor: ReadonlyMap<string, bigint>): void {
  for (const [resource, sum] of floor) {
    const before = sums.get(resource);
    if (before === undefined || before < sum) sums.set(resource, sum);
  }
}

function milliOf(value: Int64): Milli {
  const small = typeof value === 'number' ? value : Number(value);
  return Number.isSafeInteger(small) ? small : value.toString();
}
