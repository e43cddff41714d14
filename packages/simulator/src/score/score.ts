import {
  type Elasticity,
  elasticity,
  LogHistogram,
  podSeconds,
  sampleQuantile,
} from '@flyball/core';
import type { RunRecord } from '../engine/index.ts';
import { type ObjectiveScore, objectiveScore, shortages } from './objective.ts';
import type { Prices } from './prices.ts';

/** What a run was worth. Times and latencies are seconds; null where there is nothing to measure. */
export interface Score extends ObjectiveScore {
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Greatest relative error of the quantiles. */
  readonly latencyError: number;
  /** Pods that existed, those being started and deleted included, times hours. */
  readonly podHours: number;
  readonly readyPodHours: number;
  readonly nodeHours: number;
  readonly cost: number;
  readonly mostPods: number;
  /** Busy share of the time of ready pods, of one core each. */
  readonly coresPerReadyPod: number;
  /** Changes of the number that was asked for, and those that turn back the one before. */
  readonly changes: number;
  readonly reversals: number;
  /** When more was first asked for than at the start, and when the most that ever was; null if never. */
  readonly growsAt: number | null;
  readonly mostAskedAt: number | null;
  /** Median time from a shortage of pods until one more was ready. */
  readonly reactsIn: number | null;
  readonly elasticity: Elasticity;
}

/** Seconds of the grid on which instability is measured. */
const GRID = 15;

/** Scores a run. */
export function scoreRun(run: RunRecord, prices: Prices = {}): Score {
  const { duration, demand, ready, existing, nodes } = run;
  const latency = LogHistogram.from(run.latency);
  const some = latency.count > 0;
  const quantile = (q: number): number | null => (some ? latency.quantile(q) : null);
  const pods = podSeconds({
    requested: existing,
    ready,
    end: duration,
    pricePerPodHour: prices.podHour ?? 0,
    podsPerNode: 1,
    pricePerNodeHour: 0,
  });
  const machines = podSeconds({
    requested: nodes,
    ready: nodes,
    end: duration,
    pricePerPodHour: prices.nodeHour ?? 0,
    podsPerNode: 1,
    pricePerNodeHour: 0,
  });
  const most = Math.max(...demand.map(([, count]) => count), pods.maxRequested);
  const followed = elasticity({
    demand,
    supply: ready,
    end: duration,
    maxResources: Math.max(1, most),
    gridStep: Math.min(GRID, duration / 2),
  });
  const asked = elasticity({
    demand,
    supply: run.desired,
    end: duration,
    maxResources: Math.max(1, most),
    gridStep: Math.min(GRID, duration / 2),
  });
  const reactions = shortages(run)
    .filter(({ answered }) => answered)
    .map(({ from, to }) => to - from);
  return {
    ...objectiveScore(run),
    mean: some ? latency.mean : null,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    latencyError: latency.relativeError,
    podHours: pods.requestedPodSeconds / 3600,
    readyPodHours: pods.readyPodSeconds / 3600,
    nodeHours: machines.requestedPodSeconds / 3600,
    cost: pods.cost + machines.cost,
    mostPods: pods.maxRequested,
    coresPerReadyPod: pods.readyPodSeconds > 0 ? run.totals.coreSeconds / pods.readyPodSeconds : 0,
    changes: asked.scaleEvents,
    reversals: asked.reversals,
    ...growth(run),
    reactsIn: reactions.length > 0 ? sampleQuantile(reactions, 0.5) : null,
    elasticity: followed,
  };
}

/** When a run first asked for more pods than it began with, and when for the most. */
function growth({ desired }: RunRecord): Pick<Score, 'growsAt' | 'mostAskedAt'> {
  const [, initial] = desired[0] ?? [0, 0];
  const most = Math.max(initial, ...desired.map(([, replicas]) => replicas));
  const since = (reached: (replicas: number) => boolean): number | null =>
    most > initial ? (desired.find(([, replicas]) => reached(replicas))?.[0] ?? null) : null;
  return {
    growsAt: since((replicas) => replicas > initial),
    mostAskedAt: since((replicas) => replicas === most),
  };
}
