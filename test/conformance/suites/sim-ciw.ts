import { type Law, lawByMeanAndCv } from '@flyball/core';
import * as v from 'valibot';
import type { Difference } from '../difference.ts';
import {
  MEASURES,
  type Measures,
  type Replication,
  replicate,
  type Window,
} from '../replication.ts';
import { defineSuite, type Suite } from '../suite.ts';

/** Our own replications: of the recorded windows, and of one ten times as long. */
const REPLICATIONS = 60;
const LONG_REPLICATIONS = 6;

const number = v.number();
const law = v.variant('law', [
  v.strictObject({ law: v.picklist(['exponential', 'deterministic']), mean: number }),
  v.strictObject({ law: v.literal('erlang'), mean: number, k: number }),
  v.strictObject({
    law: v.picklist(['gamma', 'lognormal', 'hyperexponential']),
    mean: number,
    cv: number,
  }),
  v.strictObject({
    law: v.literal('boundedPareto'),
    alpha: number,
    low: number,
    high: number,
    mean: v.optional(number),
  }),
]);
const arrivals = v.variant('type', [
  v.strictObject({ type: v.literal('poisson'), rate: number }),
  v.strictObject({ type: v.literal('step'), rates: v.array(number), changes: v.array(number) }),
  v.strictObject({ type: v.literal('sinusoid'), base: number, amplitude: number, period: number }),
  v.strictObject({ type: v.literal('closed'), users: number, thinkMean: number }),
]);
const args = v.strictObject({
  id: v.string(),
  arrivals,
  pods: number,
  discipline: v.picklist(['fcfs', 'ps']),
  serversPerPod: v.optional(number),
  concurrencyLimit: v.optional(v.nullable(number)),
  balancer: v.optional(v.picklist(['random', 'round-robin', 'least-requests', 'power-of-two'])),
  queueCapacity: v.nullable(number),
  service: law,
  centralServers: v.optional(v.array(v.strictObject({ time: number, servers: number }))),
  readyPods: v.optional(v.array(v.strictObject({ time: number, pods: number }))),
  scaling: v.optional(
    v.strictObject({
      startupDelay: number,
      orders: v.array(v.strictObject({ time: number, pods: number })),
    }),
  ),
  warmup: number,
  horizon: number,
  windows: v.array(v.strictTuple([number, number])),
});
type Args = v.InferOutput<typeof args>;

const spread = v.strictObject({ mean: number, halfWidth99: number, sd: number });
const measured = v.strictObject({
  start: number,
  end: number,
  ...v.entriesFromList(MEASURES, spread),
});
const source = v.strictObject({ replications: number, windows: v.array(measured) });
const values = v.strictObject({
  ciw: source,
  second: source,
  long: v.optional(source),
  steadyState: v.optional(v.nullable(v.record(v.picklist(MEASURES), number))),
});
type Source = v.InferOutput<typeof source>;

/**
 * Means of a request-level simulation, by the rule of the recording's text: a mean may differ by four
 * standard errors of the difference, and must be equal where nothing varies. Seeds are fixed, so the
 * outcome is.
 */
export const suite: Suite = defineSuite({
  name: 'sim-ciw',
  case: v.strictObject({ fn: v.literal('simulate'), args, values }),
  compare({ args: given, values: recorded }) {
    const system = systemOf(given);
    const runs = run(system, given.windows, REPLICATIONS);
    const found = [
      ...against(runs, recorded.second, 'second'),
      ...against(runs, recorded.ciw, 'ciw'),
    ];
    const { long, steadyState } = recorded;
    if (long === undefined) return found;
    const [window] = long.windows;
    if (window === undefined) throw new Error('long has no window');
    const longSystem = { ...system, horizon: window.end };
    const longRuns = run(longSystem, [[window.start, window.end]], LONG_REPLICATIONS);
    found.push(...against(longRuns, long, 'long'));
    for (const [name, exact] of Object.entries(steadyState ?? {})) {
      const measure = v.parse(v.picklist(MEASURES), name);
      const mean = average(longRuns.map(([first]) => first?.[measure] ?? Number.NaN));
      const allowed = 4 * Math.sqrt(window[measure].sd ** 2 / LONG_REPLICATIONS);
      if (!(Math.abs(mean - exact) <= allowed + 1e-9 * Math.abs(exact))) {
        found.push({ path: `steadyState.${name} (± ${allowed})`, expected: exact, got: mean });
      }
    }
    return found;
  },
});

function systemOf(given: Args): Replication {
  const arrivalsOf = (): Replication['arrivals'] => {
    switch (given.arrivals.type) {
      case 'poisson':
        return { kind: 'constant', rate: given.arrivals.rate };
      case 'closed':
        return given.arrivals;
      case 'step':
        return { kind: 'step', rates: given.arrivals.rates, changes: given.arrivals.changes };
      case 'sinusoid': {
        const { base, amplitude, period } = given.arrivals;
        return { kind: 'sinusoid', base, amplitude, period };
      }
    }
  };
  return {
    arrivals: arrivalsOf(),
    horizon: given.horizon,
    pods: given.pods,
    concurrencyLimit: given.concurrencyLimit ?? Infinity,
    queueCapacity: given.queueCapacity ?? Infinity,
    balancer: given.balancer ?? 'random',
    service: lawOf(given.service),
    ...(given.discipline === 'fcfs' && given.serversPerPod !== undefined
      ? { serversPerPod: given.serversPerPod }
      : {}),
    ...(given.centralServers
      ? { servers: given.centralServers.map(({ time, servers }) => ({ time, value: servers })) }
      : {}),
    ...(given.readyPods
      ? { readyPods: given.readyPods.map(({ time, pods }) => ({ time, value: pods })) }
      : {}),
  };
}

/** A law by mean and coefficient of variation, as core's. */
function lawOf(service: Args['service']): Law {
  switch (service.law) {
    case 'exponential':
    case 'deterministic':
      return { law: service.law, mean: service.mean };
    case 'erlang':
      return { law: 'erlang', shape: service.k, mean: service.mean };
    case 'boundedPareto':
      return {
        law: 'boundedPareto',
        alpha: service.alpha,
        low: service.low,
        high: service.high,
      };
    default:
      return lawByMeanAndCv(service.law, service.mean, service.cv);
  }
}

function run(system: Replication, windows: readonly Window[], count: number): Measures[][] {
  return Array.from({ length: count }, (_, k) => replicate(system, windows, BigInt(1000 + k)));
}

function against(runs: readonly Measures[][], recorded: Source, name: string): Difference[] {
  return recorded.windows.flatMap((window, index) =>
    MEASURES.flatMap((measure) => {
      const sample = runs.map((run) => run[index]?.[measure] ?? Number.NaN);
      const mean = average(sample);
      const own = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1);
      const { mean: expected, sd } = window[measure];
      // A variance from few runs is itself uncertain: the recorded one, from more, bounds it below.
      const variance = Math.max(own, sd ** 2);
      const allowed = 4 * Math.sqrt(variance / sample.length + sd ** 2 / recorded.replications);
      // Equal but for the rounding of sums where nothing varies.
      if (Math.abs(mean - expected) <= allowed + 1e-9 * Math.abs(expected)) return [];
      const path = `${name}.windows[${index}].${measure} (± ${allowed})`;
      return [{ path, expected, got: mean }];
    }),
  );
}

function average(sample: readonly number[]): number {
  return sample.reduce((sum, x) => sum + x, 0) / sample.length;
}
