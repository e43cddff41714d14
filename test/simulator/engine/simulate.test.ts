import type { Decision } from '@flyball/core';
import { type RunRecord, type Scenario, simulate } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { cpuPolicy, tutorial, tutorialPolicy, web } from './scenarios.ts';

function sizes({ desired }: RunRecord): number[] {
  return desired.map(([, replicas]) => replicas);
}

describe('the tutorial', () => {
  test('1 → 3 → 7 → 10, at the beat of the syncs, and back when traffic stops', () => {
    const run = simulate(tutorial);
    expect(sizes(run)).toEqual([1, 3, 7, 10, 1]);
    const [, first, second, third] = run.desired.map(([time]) => time);
    // The average passes 44 ms once 43 % of the minute is after the step; looks come every 15 s.
    expect(first).toBeGreaterThanOrEqual(60);
    expect([(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]).toEqual([15, 15]);
  });

  test('every look can be told with its steps', () => {
    const looks: Decision[] = [];
    simulate(tutorial, { trace: true, onDecision: (look) => looks.push(look) });
    expect(looks.length).toBe(40);
    const up = looks.find(({ rescale }) => rescale?.to === 7);
    expect(up?.trace?.map(({ step }) => step)).toContain('rate-limit');
    expect(up?.events.at(-1)).toMatchObject({ reason: 'SuccessfulRescale' });
  });

  test('the same with requests as with a fluid', () => {
    expect(sizes(simulate({ ...tutorial, engine: 'fluid' }))).toEqual([1, 3, 7, 10, 1]);
  });
});

describe('a policy on CPU', () => {
  test('settles where its target says: 400 requests a second of 20 ms at 50 %', () => {
    const run = simulate(web);
    // 8 cores of work; the dead zone of 10 % around 16 pods.
    const [, last] = run.desired.at(-1) ?? [0, 0];
    expect(last).toBeGreaterThanOrEqual(14);
    expect(last).toBeLessThanOrEqual(18);
    expect(run.totals.lost).toBe(0);
  });

  test('a request of half a core doubles the pods', () => {
    const service = { ...web.service, pods: { ...web.service.pods, cpuRequest: 2 } };
    const [, pods] = simulate({ ...web, service }).desired.at(-1) ?? [0, 0];
    expect(pods).toBeLessThanOrEqual(10);
  });

  test('a metric without a meter is refused, with its place', () => {
    const path = { kind: 'direct' } as const;
    const autoscaler = { kind: 'hpa', manifest: tutorialPolicy, path } as const;
    expect(() => simulate({ ...web, autoscaler })).toThrow(
      'meters[0] is missing: say what spec.metrics[0] of type Object reads',
    );
  });
});

describe('other autoscalers', () => {
  test('a fixed number begins and stays', () => {
    const run = simulate({ ...web, autoscaler: { kind: 'fixed', replicas: 12 } });
    expect(run.desired).toEqual([[0, 12]]);
    expect(run.ready).toEqual([[0, 12]]);
  });

  test('a schedule', () => {
    const run = simulate({
      ...web,
      autoscaler: {
        kind: 'schedule',
        orders: [
          [0, 4],
          [300, 9],
        ],
      },
    });
    expect(run.desired).toEqual([
      [0, 4],
      [300, 9],
    ]);
    expect(run.ready.at(-1)).toEqual([310.1, 9]);
    expect(() =>
      simulate({
        ...web,
        autoscaler: {
          kind: 'schedule',
          orders: [
            [5, 1],
            [4, 1],
          ],
        },
      }),
    ).toThrow('orders[1] must not come before the one above');
  });

  test('an oracle has enough pods ready when the load comes, and hardly misses', () => {
    const oracle: Scenario = {
      ...web,
      service: { ...web.service, pods: { startup: 10 } },
      autoscaler: { kind: 'oracle', lead: 30 },
    };
    const run = simulate(oracle);
    const misses = (run.totals.slow + run.totals.lost) / run.totals.answered;
    expect(misses).toBeLessThan(0.012);
    const late = simulate({ ...oracle, autoscaler: { kind: 'oracle' } });
    expect(late.totals.slow).toBeGreaterThan(run.totals.slow);
  });
});

describe('a record', () => {
  test('bins tile the run and add up to its totals', () => {
    const { bins, totals, duration } = simulate({ ...web, bin: 7 });
    expect(bins[0]?.from).toBe(0);
    expect(bins.at(-1)?.to).toBe(duration);
    for (const [k, { from }] of bins.entries()) if (k > 0) expect(from).toBe(bins[k - 1]?.to);
    const sum = (of: (bin: (typeof bins)[number]) => number) =>
      bins.reduce((total, bin) => total + of(bin), 0);
    expect(sum(({ attempts }) => attempts)).toBe(totals.attempts);
    expect(sum(({ slow }) => slow)).toBe(totals.slow);
    expect(sum(({ from, to, cores }) => cores * (to - from))).toBeCloseTo(totals.coreSeconds, 6);
  });

  test('Little’s law: requests in the service are rate times sojourn', () => {
    const { totals, latency, bins } = simulate(web);
    const open = bins.at(-1)?.inSystem ?? 0;
    // What is still under way at the end is in the integral and not yet among the answers.
    const share = (totals.inSystemSeconds - latency.sum) / totals.inSystemSeconds;
    expect(Math.abs(share)).toBeLessThan((open * 60) / totals.inSystemSeconds + 1e-9);
  });

  test('the same seed, the same bytes; another seed, other requests', () => {
    const once = JSON.stringify(simulate(web, { seed: 7n }));
    expect(JSON.stringify(simulate(web, { seed: 7n }))).toBe(once);
    expect(JSON.stringify(simulate(web, { seed: 8n }))).not.toBe(once);
  });

  test('two policies see the same requests', () => {
    const first = simulate(web);
    const second = simulate({
      ...web,
      autoscaler: cpuPolicy(80, { minReplicas: 2, maxReplicas: 40 }),
    });
    expect(second.totals.attempts).toBe(first.totals.attempts);
    expect(second.bins.map(({ attempts }) => attempts)).toEqual(
      first.bins.map(({ attempts }) => attempts),
    );
  });

  test('progress rises to one', () => {
    const shares: number[] = [];
    simulate({ ...web, bin: 600 }, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([1 / 3, 2 / 3, 1]);
  });

  test('idle traffic: the adapter serves 0, unless it is told to be missing', () => {
    const idle: Scenario = { ...tutorial, workload: { kind: 'constant', rate: 0 } };
    const codes = (whenIdle: 'zero' | 'missing') => {
      const run = simulate({
        ...idle,
        autoscaler: {
          kind: 'hpa',
          manifest: tutorialPolicy,
          path: {
            kind: 'direct',
            sync: { phase: 0 },
            meters: [{ measure: 'latency', scale: 1000, interval: 5, whenIdle }],
          },
        },
      });
      return run.decisions.at(-1)?.reason.code;
    };
    expect(codes('zero')).not.toBe('MetricsMissing');
    expect(codes('missing')).toBe('MetricsMissing');
  });
});
