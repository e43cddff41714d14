import { LogHistogram } from '@flyball/core';
import { comparePaired, type RunBin, type RunRecord, scoreRun, simulate } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { web } from '../engine/scenarios.ts';

function bin(from: number, change: Partial<RunBin> = {}): RunBin {
  return {
    from,
    to: from + 60,
    attempts: 100,
    answered: 100,
    slow: 0,
    lost: 0,
    mean: 0.1,
    p50: 0.1,
    p95: 0.1,
    p99: 0.1,
    inSystem: 0,
    waiting: 0,
    cores: 1,
    ...change,
  };
}

/** Twenty minutes of a hundred requests each, with what is given put in. */
function record(change: Partial<RunRecord> = {}): RunRecord {
  const bins = change.bins ?? Array.from({ length: 20 }, (_, k) => bin(k * 60));
  const sum = (of: (one: RunBin) => number) => bins.reduce((total, one) => total + of(one), 0);
  const latency = new LogHistogram();
  latency.record(
    0.1,
    Math.max(
      1,
      sum(({ answered }) => answered),
    ),
  );
  return {
    seed: '1',
    startsAt: 0,
    duration: 1200,
    goal: { latency: 0.2, share: 0.95 },
    bins,
    latency: latency.toJSON(),
    desired: [[0, 2]],
    existing: [[0, 2]],
    ready: [[0, 2]],
    nodes: [[0, 1]],
    demand: [[0, 2]],
    decisions: [],
    totals: {
      attempts: sum(({ attempts }) => attempts),
      answered: sum(({ answered }) => answered),
      slow: sum(({ slow }) => slow),
      lost: sum(({ lost }) => lost),
      coreSeconds: 1200,
      inSystemSeconds: 0,
    },
    ...change,
  };
}

describe('the objective', () => {
  test('misses by request and by time are different things', () => {
    const bins = Array.from({ length: 20 }, (_, k) => bin(k * 60));
    // 40 of 100 slow in one minute, 5 in another, which the goal of 95 % allows; 10 lost in a third.
    bins[3] = bin(180, { slow: 40 });
    bins[4] = bin(240, { slow: 5 });
    bins[10] = bin(600, { answered: 90, lost: 10 });
    const score = scoreRun(record({ bins }));
    expect(score.requests).toBe(2000);
    expect(score.missedByRequest).toBeCloseTo(55 / 2000, 12);
    expect(score.missedByTime).toBeCloseTo(2 / 20, 12);
    expect(score.errorBudgetBurn).toBeCloseTo(55 / 2000 / 0.05, 12);
    expect(score.worstFiveMinutes).toBeCloseTo(45 / 500, 12);
    expect(score.worstFiveMinutesStart).toBe(0);
    expect([score.slow, score.lost]).toEqual([45, 10]);
  });

  test('the worst five minutes are a share of their own requests', () => {
    const bins = Array.from({ length: 20 }, (_, k) =>
      bin(k * 60, { answered: k < 10 ? 1000 : 10 }),
    );
    bins[5] = bin(300, { answered: 1000, slow: 100 });
    bins[19] = bin(1140, { answered: 10, slow: 5 });
    const score = scoreRun(record({ bins }));
    expect(score.worstFiveMinutes).toBeCloseTo(5 / 50, 12);
    expect(score.worstFiveMinutesStart).toBe(900);
  });

  test('without a request there is nothing to miss, which is not zero', () => {
    const bins = [bin(0, { attempts: 0, answered: 0 })];
    const score = scoreRun(record({ bins, duration: 60, latency: new LogHistogram().toJSON() }));
    expect(score).toMatchObject({
      missedByRequest: null,
      worstFiveMinutes: null,
      errorBudgetBurn: null,
      missedWhileReacting: null,
      p95: null,
      mean: null,
      missedByTime: 0,
    });
  });
});

describe('scaling', () => {
  const demand = [
    [0, 2],
    [300, 6],
    [900, 2],
  ] as const;

  test('reacts in: from the shortage to the next ready pod, once each', () => {
    const ready = [
      [0, 2],
      [360, 4],
      [420, 6],
    ] as const;
    const score = scoreRun(record({ demand, ready, existing: ready, desired: ready }));
    expect(score.reactsIn).toBe(60);
    expect([score.changes, score.reversals]).toEqual([2, 0]);
    expect(score.elasticity.timeshareUnder).toBeCloseTo(10, 12);
  });

  test('misses while it reacts are told apart from those after', () => {
    const ready = [
      [0, 2],
      [360, 6],
    ] as const;
    const bins = Array.from({ length: 20 }, (_, k) => bin(k * 60));
    bins[5] = bin(300, { slow: 30 });
    bins[8] = bin(480, { slow: 10 });
    const score = scoreRun(record({ demand, ready, existing: ready, desired: ready, bins }));
    expect(score.missedWhileReacting).toBeCloseTo(0.75, 12);
  });

  test('a shortage that nobody answers has no reaction', () => {
    expect(scoreRun(record({ demand })).reactsIn).toBeNull();
  });

  test('cost is pods and nodes by the hour', () => {
    const score = scoreRun(record({ existing: [[0, 3]], nodes: [[0, 2]], duration: 1200 }), {
      podHour: 0.3,
      nodeHour: 6,
    });
    expect(score.podHours).toBeCloseTo(1, 12);
    expect(score.cost).toBeCloseTo(0.3 + 4, 12);
    expect(score.coresPerReadyPod).toBeCloseTo(0.5, 12);
  });
});

describe('comparing over seeds', () => {
  test('a difference that all pairs show is told, one that they do not is not', () => {
    const baseline = Array.from({ length: 20 }, (_, k) => 10 + Math.sin(k) * 3);
    const better = baseline.map((score, k) => score - 1 + Math.cos(k * 2) * 0.2);
    const found = comparePaired(better, baseline);
    expect(found).toMatchObject({ verdict: 'less', pairs: 20 });
    expect(found?.difference).toBeCloseTo(-1, 1);
    expect(found?.lower).toBeLessThan(found?.difference ?? 0);
    const same = baseline.map((score, k) => score + (k % 2 === 0 ? 0.5 : -0.5));
    expect(comparePaired(same, baseline)?.verdict).toBe('undecided');
    expect(comparePaired(baseline, better)?.verdict).toBe('more');
  });

  test('the same pairs give the same interval', () => {
    const [a, b] = [
      [3, 1, 4, 1, 5],
      [2, 7, 1, 8, 2],
    ];
    expect(comparePaired(a, b)).toEqual(comparePaired(a, b));
  });

  test('pairs without a score are left out; fewer than two say nothing', () => {
    expect(comparePaired([1, null, 3], [2, 2, null])).toBeNull();
    expect(comparePaired([1, null, 3], [2, 2, 2])?.pairs).toBe(2);
    expect(() => comparePaired([1], [1, 2])).toThrow('the same length, got 1 and 2');
  });

  test('more pods, fewer misses: a run of the engine is scored as it should', () => {
    const score = (replicas: number) =>
      scoreRun(simulate({ ...web, autoscaler: { kind: 'fixed', replicas } }));
    const [few, many] = [score(9), score(30)];
    expect(few.missedByRequest ?? 0).toBeGreaterThan(many.missedByRequest ?? 1);
    expect(few.podHours).toBeLessThan(many.podHours);
    expect(many.p99).toBeLessThan(few.p99 ?? 0);
  });
});
