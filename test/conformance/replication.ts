import type { Law } from '@flyball/core';
import {
  ArrivalClock,
  type Attempt,
  type BalancerKind,
  type ClientModel,
  intensityOf,
  PATIENT_CLIENTS,
  RequestEngine,
  randomStream,
  sampler,
  shapeOf,
  type Workload,
} from '@flyball/simulator';

/** A span of time, `[start, end)`, in which measures are taken. */
export type Window = readonly [start: number, end: number];

/** A value that holds from a time on. */
export interface Change {
  readonly time: number;
  readonly value: number;
}

/** One queueing system, run once with a seed. */
export interface Replication {
  readonly arrivals: Workload | { readonly users: number; readonly thinkMean: number };
  readonly horizon: number;
  readonly pods: number;
  /** Servers of a pod that serves first come first served; absent for processor sharing. */
  readonly serversPerPod?: number;
  readonly concurrencyLimit: number;
  readonly queueCapacity: number;
  readonly balancer: BalancerKind;
  readonly service: Law;
  /** Servers of the one pod over time, or the number of ready pods over time. */
  readonly servers?: readonly Change[];
  readonly readyPods?: readonly Change[];
}

/** What a window of a run measures. */
export const MEASURES = [
  'meanSojourn',
  'p50',
  'p95',
  'p99',
  'meanWait',
  'throughput',
  'loss',
  'meanInSystem',
  'utilisation',
] as const;

export type Measures = Readonly<Record<(typeof MEASURES)[number], number>>;

/** Runs a system once and measures each window. */
export function replicate(
  system: Replication,
  windows: readonly Window[],
  seed: bigint,
): Measures[] {
  const { horizon, pods, serversPerPod, readyPods, servers } = system;
  const collectors = windows.map((window) => new Collector(window));
  const open = 'kind' in system.arrivals;
  const clients: ClientModel = open
    ? PATIENT_CLIENTS
    : {
        ...PATIENT_CLIENTS,
        users: {
          count: system.arrivals.users,
          think: sampler(
            { law: 'exponential', mean: system.arrivals.thinkMean },
            randomStream(seed, 'clients', 1),
          ),
        },
      };
  const fcfs = serversPerPod !== undefined || servers !== undefined;
  const engine = new RequestEngine(
    {
      pod: {
        limit: servers?.[0]?.value ?? serversPerPod ?? system.concurrencyLimit,
        sharing: fcfs ? { kind: 'own' } : { kind: 'shared', cores: 1 },
        queueCapacity: system.queueCapacity,
      },
      balancer: system.balancer,
      work: sampler(system.service, randomStream(seed, 'service')),
      clients,
      nextArrival: open ? arrivalsOf(system.arrivals, horizon, seed) : () => Infinity,
      balancerSource: randomStream(seed, 'balancer'),
      clientSource: randomStream(seed, 'clients'),
      onAttempt(attempt) {
        for (const collector of collectors) collector.see(attempt);
      },
    },
    { drained: () => undefined, outOfMemory: () => undefined },
  );
  for (let pod = 0; pod < pods; pod += 1) {
    engine.addPod(pod);
    if (readyPods === undefined) engine.setReady(pod, true);
  }
  const busy = fcfs ? () => engine.coreTime : () => engine.busyTime;
  const capacity = integralOf(
    servers ??
      readyPods?.map(({ time, value }) => ({ time, value: value * (serversPerPod ?? 1) })) ?? [
        { time: 0, value: pods * (serversPerPod ?? 1) },
      ],
  );
  const stops = [
    ...(readyPods ?? []).map(({ time, value }) => ({
      time,
      act: () => {
        for (let pod = 0; pod < pods; pod += 1) engine.setReady(pod, pod < value);
      },
    })),
    ...(servers ?? []).map(({ time, value }) => ({ time, act: () => engine.setLimit(0, value) })),
    ...collectors.flatMap((collector) =>
      collector.window.map((time) => ({
        time,
        act: () => collector.mark(engine.inSystemTime, busy(), capacity(time)),
      })),
    ),
  ].sort((a, b) => a.time - b.time);
  for (const { time, act } of stops) {
    engine.advanceTo(time);
    act();
  }
  engine.advanceTo(horizon);
  if (open) {
    engine.close();
    engine.advanceTo(Number.MAX_VALUE);
  }
  return collectors.map((collector) => collector.measures());
}

function arrivalsOf(workload: Workload, horizon: number, seed: bigint): () => number {
  const shape = shapeOf(workload, { duration: horizon, seed });
  const clock = new ArrivalClock(intensityOf(shape, horizon, 0.25), randomStream(seed, 'arrivals'));
  return () => clock.next();
}

function integralOf(changes: readonly Change[]): (time: number) => number {
  return (time) =>
    changes.reduce((sum, { time: from, value }, index) => {
      const to = Math.min(time, changes[index + 1]?.time ?? Infinity);
      return to > from ? sum + value * (to - from) : sum;
    }, 0);
}

/** Gathers the measures of one window. */
class Collector {
  readonly window: Window;
  readonly #sojourns: number[] = [];
  readonly #marks: (readonly [inSystem: number, busy: number, capacity: number])[] = [];
  #waits = 0;
  #lost = 0;
  #departures = 0;

  constructor(window: Window) {
    this.window = window;
  }

  see({ arrived, begun, ended, outcome }: Attempt): void {
    const [start, end] = this.window;
    if (outcome === 'ok' && ended >= start && ended < end) this.#departures += 1;
    if (arrived < start || arrived >= end) return;
    if (outcome !== 'ok') {
      this.#lost += 1;
      return;
    }
    this.#sojourns.push(ended - arrived);
    this.#waits += begun - arrived;
  }

  mark(inSystem: number, busy: number, capacity: number): void {
    this.#marks.push([inSystem, busy, capacity]);
  }

  measures(): Measures {
    const [start, end] = this.window;
    const [before = [0, 0, 0], after = [0, 0, 0]] = this.#marks;
    const sorted = Float64Array.from(this.#sojourns).sort();
    const served = sorted.length;
    const quantile = (p: number): number => {
      const rank = p * (served - 1);
      const below = sorted[Math.floor(rank)] ?? Number.NaN;
      const above = sorted[Math.ceil(rank)] ?? Number.NaN;
      return below + (rank % 1) * (above - below);
    };
    return {
      meanSojourn: sorted.reduce((sum, x) => sum + x, 0) / served,
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
      meanWait: this.#waits / served,
      throughput: this.#departures / (end - start),
      loss: this.#lost / (this.#lost + served),
      meanInSystem: (after[0] - before[0]) / (end - start),
      utilisation: (after[1] - before[1]) / (after[2] - before[2]),
    };
  }
}
