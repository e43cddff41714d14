import { fc, test } from '@fast-check/vitest';
import {
  decideKpa,
  KpaConfigError,
  type KpaMemory,
  type KpaSettings,
  readKpaConfig,
  startKpa,
  WindowAverage,
} from '@flyball/core';
import { describe, expect, it } from 'vitest';

const settings: KpaSettings = {
  scalingMetric: 'concurrency',
  maxScaleUpRate: 1000,
  maxScaleDownRate: 2,
  targetValue: 70,
  totalValue: 100,
  targetBurstCapacity: 211,
  panicThreshold: 2,
  stableWindow: 60_000,
  scaleDownDelay: 0,
  reachable: true,
  activationScale: 0,
};

/** Looks every two seconds; the sizes that were wanted. */
function sizes(
  looks: readonly { readonly ready: number | null; readonly load: number | null }[],
  memory: KpaMemory = startKpa(settings, 0, 0),
): readonly (number | null)[] {
  let current = memory;
  return looks.map(({ ready, load }, step) => {
    const average = load === null ? null : { stable: load, panic: load };
    const decision = decideKpa(
      { at: step * 2_000, readyPods: ready, load: average },
      current,
      settings,
    );
    current = decision.memory;
    return decision.desiredReplicas;
  });
}

// The recordings of knative.dev/serving hold every number; here is what they mean.
describe('decideKpa', () => {
  it.each([
    ['one pod panics just above its target', 1, 70.01, true],
    ['one pod at its target is calm', 1, 70, false],
    ['ten pods panic from 1331 on', 10, 1331, true],
    ['ten pods are calm at 1330', 10, 1330, false],
  ])('%s: the wish is rounded up before it is weighed', (_, ready, load, panics) => {
    const memory = { panicSince: null, maxPanicPods: 0, delay: null };
    const observation = { at: 0, readyPods: ready, load: { stable: 0, panic: load } };
    expect(decideKpa(observation, memory, settings).memory.panicSince !== null).toBe(panics);
  });

  it('goes to zero by halves of what is ready', () => {
    const calm = { panicSince: null, maxPanicPods: 0, delay: null };
    const looks = [10, 5, 2, 1].map((ready) => ({ ready, load: 0 }));
    expect(sizes(looks, calm)).toEqual([5, 2, 1, 0]);
  });

  it('does not make a busy revision smaller because it was restarted itself', () => {
    expect(sizes([{ ready: 10, load: 1 }], startKpa(settings, 10, 0))).toEqual([10]);
  });

  const looks = fc.array(
    fc.record({
      ready: fc.option(fc.nat({ max: 50 })),
      load: fc.option(fc.double({ min: 0, max: 10_000, noNaN: true })),
    }),
  );
  test.prop([looks])('says nothing, and forgets nothing, without data', (given) => {
    const wanted = sizes(given);
    for (const [step, { ready, load }] of given.entries()) {
      expect(wanted[step] === null).toBe(ready === null || load === null);
    }
    const known = given.map((look) => (look.load === null ? { ...look, ready: null } : look));
    expect(sizes(known)).toEqual(wanted);
  });

  test.prop([looks])('only grows within a panic', (given) => {
    let memory = startKpa(settings, 0, 0);
    for (const [step, { ready, load }] of given.entries()) {
      const average = load === null ? null : { stable: load, panic: load };
      const decision = decideKpa(
        { at: step * 2_000, readyPods: ready, load: average },
        memory,
        settings,
      );
      const { desiredReplicas } = decision;
      if (desiredReplicas !== null && decision.memory.panicSince !== null) {
        expect(desiredReplicas).toBeGreaterThanOrEqual(memory.maxPanicPods);
      }
      memory = decision.memory;
    }
  });
});

describe('WindowAverage', () => {
  it('divides by the buckets that can hold data, gaps between them included', () => {
    const window = new WindowAverage('linear', 10_000, 1_000);
    window.record(1_000, 6);
    window.record(3_000, 6);
    expect(window.average(3_000)).toBe(4);
    expect(window.average(20_000)).toBe(0);
    expect(window.isEmpty(13_000)).toBe(false);
    expect(window.isEmpty(14_000)).toBe(true);
  });

  it('weighs the newest bucket most', () => {
    const window = new WindowAverage('weighted-exponential', 60_000, 1_000);
    for (let second = 0; second < 60; second++) window.record(second * 1_000, second < 55 ? 0 : 10);
    // 1 − 0.8⁵ of the weight is on the last five of sixty.
    expect(window.average(59_000)).toBeCloseTo(10 * (1 - 0.8 ** 5), 3);
  });
});

describe('readKpaConfig', () => {
  it('has the defaults that Knative documents', () => {
    expect(readKpaConfig({})).toMatchObject({
      containerConcurrencyTargetFraction: 0.7,
      targetBurstCapacity: 211,
      stableWindow: 60_000,
      panicWindowPercentage: 10,
    });
  });

  it('refuses what Knative refuses, in its words', () => {
    expect(() => readKpaConfig({ 'stable-window': '5s' })).toThrow(
      new KpaConfigError('stable-window = 5s, must be in [6s; 1h0m0s] range'),
    );
  });
});
