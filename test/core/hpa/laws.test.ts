import { fc, test } from '@fast-check/vitest';
import {
  type Decision,
  decide,
  emptyMemory,
  type Memory,
  type Observation,
  settle,
} from '@flyball/core';
import { describe, expect } from 'vitest';
import { atSize, type Run, runs } from './support/arbitraries.ts';
import { observe, START, second } from './support/observations.ts';
import { latency, policyOf, queue } from './support/policies.ts';
import { Target } from './support/target.ts';

interface Step {
  readonly before: Memory;
  readonly observation: Observation;
  readonly decision: Decision;
  readonly after: Memory;
}

/** Plays a run; the size follows the decisions. */
function play({ policy, replicas, looks }: Run): readonly Step[] {
  let memory = emptyMemory;
  let size = replicas;
  return looks.map((look) => {
    const before = memory;
    const observation = atSize(look, size);
    const decision = decide(observation, before, { policy, trace: true });
    const outcome = { ok: true, at: look.at } as const;
    memory =
      decision.rescale === null ? decision.memory : settle(decision, outcome, { policy }).memory;
    size = decision.desiredReplicas ?? size;
    return { before, observation, decision, after: memory };
  });
}

function overJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe('a decision', () => {
  test.prop([runs])('is the same for the same observation and memory', (run) => {
    for (const { before, observation, decision } of play(run)) {
      expect(decide(observation, before, { policy: run.policy, trace: true })).toEqual(decision);
    }
  });

  test.prop([runs])('does not change with a trip of its inputs through JSON', (run) => {
    for (const { before, observation, decision } of play(run)) {
      const again = decide(overJson(observation), overJson(before), {
        policy: run.policy,
        trace: true,
      });
      expect(again).toEqual(decision);
      expect(overJson(again)).toEqual(again);
    }
  });

  test.prop([runs])('leaves its inputs as they are', (run) => {
    for (const { before, observation } of play(run)) {
      const [inputs, memory] = [overJson(observation), overJson(before)];
      decide(observation, before, { policy: run.policy });
      expect([observation, before]).toEqual([inputs, memory]);
    }
  });

  test.prop([runs])('is the same without the trace', (run) => {
    for (const { before, observation, decision } of play(run)) {
      const { trace, ...rest } = decision;
      expect(decide(observation, before, { policy: run.policy })).toEqual(rest);
      expect(trace?.length).toBeGreaterThan(1);
    }
  });

  test.prop([runs])('keeps a size within the bounds, unless it is paused at zero', (run) => {
    const { minReplicas, maxReplicas } = run.policy;
    for (const { decision, observation } of play(run)) {
      const paused = 'specReplicas' in observation.scale && observation.scale.specReplicas === 0;
      const size = decision.desiredReplicas;
      expect(
        size === 0 ? paused : size !== null && size >= minReplicas && size <= maxReplicas,
      ).toBe(true);
    }
  });

  test.prop([runs])('never goes down while a metric is missing', (run) => {
    for (const { observation, decision } of play(run)) {
      const missing = decision.trace?.some(({ step }) => step === 'missing') ?? false;
      if (missing)
        expect(decision.desiredReplicas).toBeGreaterThanOrEqual(decision.currentReplicas ?? 0);
      expect(observation.at).toBe(decision.at);
    }
  });
});

const NOTHING = [
  { error: { message: 'connection refused' } },
  { value: Number.NaN },
  { value: Number.POSITIVE_INFINITY },
  { value: 0.5 },
  { value: '12.5' },
  { values: [] },
  { pods: {} },
];

test.each(NOTHING)('%j is no reading, and no reason to go down', (reading) => {
  const decision = decide(observe(START, 5, [reading]), emptyMemory, { policy: policyOf({}) });
  expect(decision).toMatchObject({
    desiredReplicas: 5,
    rescale: null,
    reason: { code: 'MetricsMissing' },
  });
});

test('an observation with fewer readings than metrics lacks the others', () => {
  const policy = policyOf({ metrics: [latency('40'), queue('1')] });
  const decision = decide(observe(START, 5, [{ value: 20_000 }]), emptyMemory, { policy });
  expect(decision.desiredReplicas).toBe(5);
  expect(decision.error).toContain('no reading for spec.metrics[1]');
});

describe('a larger value', () => {
  const values = fc.tuple(
    fc.integer({ min: 0, max: 10 ** 6 }),
    fc.integer({ min: 0, max: 10 ** 6 }),
  );

  test.prop([runs, values, fc.constantFrom('latency', 'queue')])(
    'never asks for a smaller size, everything else equal',
    (run, [a, b], kind) => {
      const metrics = [kind === 'latency' ? latency('40') : queue('7')];
      const { spec } = run.policy.manifest;
      const policy = policyOf({
        min: spec.minReplicas,
        max: spec.maxReplicas,
        metrics,
        ...(spec.behavior === undefined ? {} : { behavior: spec.behavior }),
      });
      const target = new Target(policy, Math.max(1, run.replicas));
      for (const { at } of run.looks) {
        const size = (value: number): number => {
          const reading = kind === 'latency' ? { value } : { values: [value] };
          const look = observe(at, target.replicas, [reading]);
          return decide(look, target.memory, { policy }).desiredReplicas ?? 0;
        };
        const [low, high] = [size(Math.min(a, b)), size(Math.max(a, b))];
        expect(high).toBeGreaterThanOrEqual(low);
        target.look(at, [kind === 'latency' ? { value: a } : { values: [a] }]);
      }
    },
  );
});

describe('scaling policies', () => {
  const steps = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 60 })),
    {
      minLength: 1,
      maxLength: 40,
    },
  );

  test.prop([steps, fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 45 })])(
    'let the size grow by no more than the policy within any period',
    (looks, value, periodSeconds) => {
      const rules = { policies: [{ type: 'Pods' as const, value, periodSeconds }] };
      const down = { ...rules, stabilizationWindowSeconds: 0 };
      const policy = policyOf({
        max: 60,
        metrics: [queue('1')],
        behavior: { scaleUp: rules, scaleDown: down },
      });
      const target = new Target(policy, 5);
      const sizes: { readonly at: number; readonly size: number }[] = [
        { at: START - 1e6, size: 5 },
      ];
      let at = START;
      for (const [gap, wanted] of looks) {
        at += gap * 1000;
        target.look(at, [{ values: [wanted * 1000] }]);
        sizes.push({ at, size: target.replicas });
        const start = sizes.findLast((entry) => entry.at <= at - periodSeconds * 1000)?.size ?? 0;
        expect(target.replicas).toBeLessThanOrEqual(
          Math.max(start + value, sizes.at(-2)?.size ?? 0),
        );
        expect(target.replicas).toBeGreaterThanOrEqual(
          Math.min(start - value, sizes.at(-2)?.size ?? 0, 5),
        );
      }
    },
  );
});

describe('stabilization windows', () => {
  const looks = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 15_000 }), fc.integer({ min: 1, max: 12 })),
    {
      minLength: 1,
      maxLength: 400,
    },
  );
  const window = fc.integer({ min: 0, max: 3600 });

  test.prop([looks, window, window], { numRuns: 40 })(
    'pick what a look over the whole history picks, and remember no more than they need',
    (series, up, down) => {
      const free = [{ type: 'Percent' as const, value: 10_000, periodSeconds: 1 }];
      const policy = policyOf({
        max: 12,
        tolerance: 0,
        metrics: [queue('1')],
        behavior: {
          scaleUp: { stabilizationWindowSeconds: up, policies: free },
          scaleDown: { stabilizationWindowSeconds: down, policies: free },
        },
      });
      const target = new Target(policy, 6);
      const history: { readonly at: number; readonly replicas: number }[] = [];
      let at = START;
      for (const [gap, wanted] of series) {
        at += gap;
        const before = target.replicas;
        if (history.length === 0) history.push({ at, replicas: before });
        const within = (seconds: number) => [
          ...history
            .filter((entry) => entry.at > at - seconds * 1000)
            .map(({ replicas }) => replicas),
          wanted,
        ];
        const expected = Math.min(
          Math.max(before, Math.min(...within(up))),
          Math.max(...within(down)),
        );
        target.look(at, [{ values: [wanted * 1000] }]);
        expect(target.replicas).toBe(expected);
        history.push({ at, replicas: wanted });
        expect(target.memory.recommendations.length).toBeLessThanOrEqual(301);
      }
    },
  );

  test('a look every second for two hours leaves a bounded memory', () => {
    const policy = policyOf({
      max: 50,
      metrics: [queue('1')],
      behavior: { scaleDown: { stabilizationWindowSeconds: 3600 } },
    });
    const target = new Target(policy, 1);
    let most = 0;
    for (let i = 0; i < 7200; i++) {
      target.look(second(i), [{ values: [1000 * (1 + ((i * 7919) % 50))] }]);
      const { recommendations, scaleUpEvents, scaleDownEvents } = target.memory;
      most = Math.max(most, recommendations.length + scaleUpEvents.length + scaleDownEvents.length);
    }
    expect(most).toBeLessThan(400);
  });
});

describe('the next deadline', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

  /** What a decision says, its instants apart. */
  function gist({ desiredReplicas, reason, conditions, events, error }: Decision) {
    const told = conditions.map(({ lastTransitionTime, ...condition }) => condition);
    return { desiredReplicas, reason, conditions: told, events, error };
  }

  test.prop([runs, share])(
    'is the first instant at which the same inputs decide otherwise',
    (run, part) => {
      const { policy } = run;
      for (const { observation, decision, after } of play(run)) {
        const size = decision.desiredReplicas ?? 0;
        const same = resized(observation, size);
        const { at, nextDeadline } = decision;
        if (nextDeadline === at) {
          expect(decision.deadlineCause).toBe('again');
          continue;
        }
        const last = nextDeadline ?? at + 7_200_000;
        const instant = Math.max(at, Math.min(last - 1, Math.floor(at + part * (last - at))));
        const first = decide(same, after, { policy });
        expect(first.rescale).toBeNull();
        const later = decide({ ...same, at: instant }, after, { policy });
        expect(gist(later)).toEqual(gist(first));
        // A look in between is remembered, and changes nothing either.
        const final = decide({ ...same, at: last - 1 }, later.memory, { policy });
        expect(gist(final)).toEqual(gist(first));
      }
    },
  );

  test.prop([runs])('named a window or a period, brings another answer', (run) => {
    const { policy } = run;
    for (const { observation, decision, after } of play(run)) {
      const { nextDeadline, deadlineCause } = decision;
      if (nextDeadline === null || deadlineCause === 'again' || deadlineCause === 'initialization')
        continue;
      const same = resized(observation, decision.desiredReplicas ?? 0);
      const trace = (at: number) => {
        const steps = decide({ ...same, at }, after, { policy, trace: true }).trace ?? [];
        return steps
          .filter(({ step }) => step === 'stabilization' || step === 'rate-limit')
          .map(outcome);
      };
      expect(trace(nextDeadline)).not.toEqual(trace(nextDeadline - 1));
    }
  });
});

/** Only what the write changes: the pods have not followed yet. */
function resized(observation: Observation, specReplicas: number): Observation {
  const { scale } = observation;
  return 'error' in scale ? observation : { ...observation, scale: { ...scale, specReplicas } };
}

function outcome(step: object): unknown {
  const { result, reason } = step as { readonly result: number; readonly reason?: string };
  return { result, reason };
}
