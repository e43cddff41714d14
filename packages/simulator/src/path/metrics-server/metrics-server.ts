import type { PodSample, Reading } from '@flyball/core';
import { type Beat, type Process, Ticker } from '../timing/index.ts';

/** What the kubelet has measured of a running container. Instants are milliseconds. */
export interface ContainerUsage {
  readonly pod: string;
  readonly container: string;
  readonly startedAt: number;
  /** When it was measured; the kubelet measures at a beat of its own. */
  readonly at: number;
  /** Since the container started. */
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

export interface MetricsServerOptions {
  /** The containers that run at an instant, as their kubelets know them. */
  readonly usage: (at: number) => Iterable<ContainerUsage>;
  readonly startedAt: number;
  /** `--metric-resolution`; every 15,000 ms by default. */
  readonly resolution?: Beat;
  readonly fault?: (at: number) => 'unavailable' | undefined;
}

type Point = Pick<ContainerUsage, 'startedAt' | 'at' | 'cpuSeconds' | 'memoryBytes'>;
type Points = ReadonlyMap<string, ReadonlyMap<string, Point>>;

const RESOLUTION: Beat = { interval: 15_000 };
/** A rate over less is too rough to be served. */
const SHORTEST_FRESH = 10_000;

/**
 * metrics-server: keeps the last two measurements of each container and serves the rate between
 * them. Of a container that has just started, the rate since its start, once that is ten seconds ago;
 * a pod of which a container has no rate is left out.
 */
export class MetricsServer implements Process<number> {
  readonly #options: MetricsServerOptions;
  readonly #resolution: Beat;
  readonly #ticker: Ticker;
  #last: Points = new Map();
  #previous: Points = new Map();

  /** @throws {RangeError} if the resolution is not positive */
  constructor(options: MetricsServerOptions) {
    this.#options = options;
    this.#resolution = options.resolution ?? RESOLUTION;
    this.#ticker = new Ticker(this.#resolution, options.startedAt);
  }

  nextEventAt(): number {
    return this.#ticker.nextEventAt();
  }

  /** The instants at which it asked the kubelets. */
  advance(to: number): readonly number[] {
    const ticks = this.#ticker.advance(to);
    for (const at of ticks) if (this.#options.fault?.(at) === undefined) this.#store(at);
    return ticks;
  }

  /**
   * One resource of every pod.
   *
   * @param resource `cpu` or `memory`
   * @param container one container of each pod; absent for all of a pod together
   */
  read(resource: string, container?: string): Reading {
    const pods: Record<string, PodSample> = {};
    for (const [pod, last] of this.#last) {
      const previous = this.#previous.get(pod);
      if (previous === undefined || [...last.keys()].some((name) => !previous.has(name))) continue;
      if (container !== undefined && !last.has(container)) {
        // As the controller's client words it, which gives up on all pods then.
        const message = `container ${container} not present in metrics for pod ${pod}`;
        return { error: { message } };
      }
      pods[pod] = sampleOf(last, previous, resource, container);
    }
    if (Object.keys(pods).length > 0) return { pods };
    return { error: { message: 'no metrics returned from resource metrics API' } };
  }

  #store(at: number): void {
    const last = new Map<string, Map<string, Point>>();
    const previous = new Map<string, Map<string, Point>>();
    for (const { pod, container, ...point } of this.#options.usage(at)) {
      put(last, pod, container, point);
      const before = this.#before(pod, container, point);
      if (before !== undefined) put(previous, pod, container, before);
    }
    this.#last = last;
    this.#previous = previous;
  }

  /** The measurement that a new one makes a rate with. */
  #before(pod: string, container: string, point: Point): Point | undefined {
    const age = point.at - point.startedAt;
    if (age >= SHORTEST_FRESH && age < this.#resolution.interval) {
      return { ...point, at: point.startedAt, cpuSeconds: 0 };
    }
    const last = this.#last.get(pod)?.get(container);
    if (last === undefined || point.startedAt >= last.at) return undefined;
    if (point.at > last.at) return last;
    const previous = this.#previous.get(pod)?.get(container);
    return previous !== undefined && previous.at < point.at ? previous : undefined;
  }
}

function put<Value>(
  map: Map<string, Map<string, Value>>,
  pod: string,
  container: string,
  value: Value,
): void {
  const known = map.get(pod) ?? new Map<string, Value>();
  known.set(container, value);
  map.set(pod, known);
}

function sampleOf(
  last: ReadonlyMap<string, Point>,
  previous: ReadonlyMap<string, Point>,
  resource: string,
  container: string | undefined,
): PodSample {
  let value = 0;
  let earliest: { readonly at: number; readonly window: number } | undefined;
  for (const [name, point] of last) {
    const before = previous.get(name) ?? point;
    const window = point.at - before.at;
    if (earliest === undefined || point.at < earliest.at) earliest = { at: point.at, window };
    if (container !== undefined && name !== container) continue;
    value += resource === 'cpu' ? milliCores(point, before, window) : point.memoryBytes * 1000;
  }
  return { value, ...earliest };
}

/** The API carries nanocores; the controller rounds them up to thousandths. */
function milliCores(point: Point, before: Point, window: number): number {
  const nanocores = Math.trunc(((point.cpuSeconds - before.cpuSeconds) / (window / 1000)) * 1e9);
  return Math.ceil(nanocores / 1e6);
}
