import {
  type Decision,
  decide,
  decideGuarded,
  type GuardedMemory,
  type GuardedObservation,
  type GuardedPolicy,
  settle,
  settleGuarded,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guarded, now, remembered, seen } from './world.ts';
import { kinds, options, reading, story } from './worlds.ts';

/** Plays the looks, settling each write a moment later; what happened at each of them. */
function play(
  policy: GuardedPolicy,
  looks: readonly GuardedObservation[],
  pass: (memory: GuardedMemory) => GuardedMemory = (memory) => memory,
): Decision<GuardedMemory>[] {
  let memory = remembered();
  return looks.map((look) => {
    const decision = decideGuarded(look, pass(memory), { policy });
    memory = decision.memory;
    if (decision.rescale === null) return decision;
    const settled = settleGuarded(decision, { ok: true, at: look.at + 20 }, { policy });
    memory = settled.memory;
    return { ...settled, rescale: decision.rescale };
  });
}

function check<T>(arbitrary: fc.Arbitrary<T>, law: (given: T) => void): void {
  fc.assert(fc.property(arbitrary, law), { numRuns: 300 });
}

describe('laws of the guards', () => {
  test('compatibility "kubernetes" is decide, to the last member', () => {
    check(story, ({ metrics, looks }) => {
      const policy = guarded({ compatibility: 'kubernetes' }, metrics);
      let memory = remembered();
      for (const look of looks) {
        const expected = decide(look, memory, { policy, trace: true });
        expect(decideGuarded(look, memory, { policy, trace: true })).toEqual(expected);
        memory = expected.memory;
        if (expected.rescale === null) continue;
        const outcome = { ok: true, at: look.at + 20 } as const;
        const settled = settle(expected, outcome, { policy });
        expect(settleGuarded(expected, outcome, { policy })).toEqual(settled);
        memory = settled.memory;
      }
    });
  });

  test('guards that have nothing to say change nothing', () => {
    check(
      fc
        .integer({ min: 1, max: 20 })
        .chain((size) =>
          fc.record({ size: fc.constant(size), value: fc.integer({ min: 0, max: 400_000 }) }),
        ),
      ({ size, value }) => {
        const policy = guarded();
        const look = seen([{ value }], { size });
        const expected = decide(look, remembered(), { policy, trace: true });
        expect(decideGuarded(look, remembered(), { policy, trace: true })).toEqual(expected);
      },
    );
  });

  test('with the default guards an outage never lowers the size', () => {
    const world = fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 20 }));
    const outage = world.chain(([metric, size]) =>
      fc.record({
        metric: fc.constant(metric),
        size: fc.constant(size),
        ready: fc.constant(0),
        reading: reading(metric, size),
      }),
    );
    check(outage, ({ metric, size, ready, reading }) => {
      const policy = guarded({}, [metric]);
      const look = seen([reading], { size, ready });
      const { desiredReplicas } = decideGuarded(look, remembered(), { policy });
      expect(desiredReplicas).toBeGreaterThanOrEqual(size);
    });
  });

  test('a missing reading and one that is too old never lower the size', () => {
    check(story, ({ metrics, looks }) => {
      const policy = guarded({ metrics: { maximumAge: 0 } }, metrics);
      for (const look of looks) {
        const { scale } = look;
        if ('error' in scale || scale.specReplicas > 20) continue;
        const aged = look.readings.map((given) => {
          if ('error' in given) return given;
          const old = { at: look.at - 1 };
          if (!('pods' in given)) return { ...given, ...old };
          const samples = Object.entries(given.pods).map(([name, sample]) => [
            name,
            { ...sample, ...old },
          ]);
          return { pods: Object.fromEntries(samples) };
        });
        const { desiredReplicas } = decideGuarded({ ...look, readings: aged }, remembered(), {
          policy,
        });
        expect(desiredReplicas).toBeGreaterThanOrEqual(scale.specReplicas);
      }
    });
  });

  test('never outside the bounds unless paused at zero', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      for (const { desiredReplicas, currentReplicas } of play(guarded(given, metrics), looks)) {
        if (currentReplicas === 0) continue;
        expect(desiredReplicas).toBeGreaterThanOrEqual(1);
        expect(desiredReplicas).toBeLessThanOrEqual(20);
      }
    });
  });

  test('what weighs the size stops on the way, so that policies and ledger are never exceeded', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      const policy = guarded({ ...given, metrics: {}, clampReadings: false }, metrics);
      for (const look of looks) {
        const { desiredReplicas, currentReplicas } = decideGuarded(look, remembered(), { policy });
        const asked = decide(look, remembered(), { policy }).desiredReplicas;
        const way = [currentReplicas ?? 0, asked ?? 0];
        expect(desiredReplicas).toBeGreaterThanOrEqual(Math.min(...way));
        expect(desiredReplicas).toBeLessThanOrEqual(Math.max(...way));
      }
    });
  });

  test('a clamped reading that is larger never asks for less', () => {
    const pair = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger());
    const world = fc.tuple(fc.constantFrom(...kinds), pair, fc.integer({ min: 1, max: 1000 }));
    check(world, ([metric, values, factor]) => {
      const policy = guarded({}, [metric]);
      const [less = 0, more = 0] = values
        .map((value) => BigInt(value) * BigInt(factor))
        .sort((a, b) => (a < b ? -1 : 1))
        .map((value) => {
          const text = value.toString();
          const all = { value: text };
          const samples = Object.fromEntries(seen([]).pods.map(({ name }) => [name, all]));
          const given =
            metric.type === 'Pods' || metric.type === 'Resource' ? { pods: samples } : all;
          return decideGuarded(seen([given]), remembered(), { policy }).desiredReplicas;
        });
      expect(more).toBeGreaterThanOrEqual(less ?? 0);
    });
  });

  test('a replay is identical, and a memory that went through JSON says the same', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      const policy = guarded(given, metrics);
      const first = play(policy, looks);
      expect(play(policy, looks)).toEqual(first);
      expect(play(policy, looks, (memory) => JSON.parse(JSON.stringify(memory)))).toEqual(first);
    });
  });

  test('what guards remember is bounded by the metrics', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      for (const { memory } of play(guarded(given, metrics), looks)) {
        const { guards } = memory;
        if (guards === undefined) continue;
        expect(guards.absentSince).toHaveLength(metrics.length);
        expect(guards.growth).toHaveLength(metrics.length);
        expect(guards.acted?.samples ?? metrics).toHaveLength(metrics.length);
      }
    });
  });

  test('a decision agrees with itself, and a guard that changed it says so', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      const policy = guarded(given, metrics);
      let memory = remembered();
      for (const look of looks) {
        const decision = decideGuarded(look, memory, { policy, trace: true });
        const { rescale, desiredReplicas, currentReplicas, reason, trace = [] } = decision;
        memory = decision.memory;
        expect(rescale?.to ?? currentReplicas).toBe(desiredReplicas);
        expect(memory.status.conditions).toEqual(decision.conditions);
        const { pending } = memory;
        expect(pending).toEqual(
          rescale === null ? null : { from: rescale.from, to: rescale.to, at: look.at },
        );
        const result = trace.findLast(({ step }) => step === 'result');
        expect(result).toEqual({
          step: 'result',
          from: currentReplicas,
          to: desiredReplicas,
        });
        const steps = trace.filter(({ step }) => step === 'guard');
        if (steps.length === 0) expect(reason.code).not.toBe('Guarded');
        if (reason.code === 'Guarded') expect(steps.length).toBeGreaterThan(0);
        // The write fails: what was to be remembered of it must not count.
        if (rescale === null) continue;
        const error = { message: 'conflict' };
        memory = settleGuarded(decision, { ok: false, at: look.at, error }, { policy }).memory;
      }
    });
  });

  test('before the next deadline the same inputs give the same size', () => {
    check(
      fc.tuple(story, options, fc.double({ min: 0, max: 1, noNaN: true })),
      ([{ metrics, looks }, given, part]) => {
        const policy = guarded(given, metrics);
        let memory = remembered();
        for (const look of looks) {
          const decision = decideGuarded(look, memory, { policy });
          if (decision.rescale === null) {
            const end = decision.nextDeadline ?? look.at + 600_000;
            const at = Math.floor(look.at + (end - 1 - look.at) * part);
            if (at > look.at) {
              const again = decideGuarded({ ...look, at }, memory, { policy });
              expect(again.desiredReplicas).toBe(decision.desiredReplicas);
            }
          }
          memory = decision.memory;
        }
      },
    );
  });

  test('after a write, the deadline tells when to look again', () => {
    check(fc.tuple(story, options), ([{ metrics, looks }, given]) => {
      const policy = guarded(given, metrics);
      for (const look of looks) {
        const decision = decideGuarded(look, remembered(), { policy });
        const { rescale, nextDeadline } = decision;
        if (rescale === null || 'error' in look.scale || nextDeadline === look.at) continue;
        const { memory } = settleGuarded(decision, { ok: true, at: look.at }, { policy });
        const scale = { ...look.scale, specReplicas: rescale.to };
        const end = nextDeadline ?? now + 600_000;
        const after = decideGuarded({ ...look, scale, at: end - 1 }, memory, { policy });
        if (end - 1 > look.at) expect(after.rescale).toBeNull();
      }
    });
  });
});
