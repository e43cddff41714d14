import {
  compilePolicy,
  type Decision,
  decideGuarded,
  explain,
  type GuardedMemory,
  type GuardOptions,
  guardPolicy,
  type MetricGuardOptions,
  settleGuarded,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { autoscaler, guarded, latency, now, queue, remembered, requests, seen } from './world.ts';

const second = 1000;

function settled(decision: Decision<GuardedMemory>, options: GuardOptions): GuardedMemory {
  const outcome = { ok: true, at: decision.at } as const;
  return settleGuarded(decision, outcome, { policy: guarded(options) }).memory;
}

describe('maximumAge', () => {
  const policy = guarded({ metrics: { maximumAge: 60 * second } });

  test.each([
    ['at its limit a sample counts', 60_000, 2, 'AllMetricsBelowTarget'],
    ['beyond it, it is missing', 60_001, 4, 'Guarded'],
  ])('%s', (_, age, desiredReplicas, code) => {
    const look = seen([{ value: 20_000, at: now - age }]);
    const decision = decideGuarded(look, remembered(), { policy });
    expect(decision).toMatchObject({ desiredReplicas, reason: { code } });
  });

  test('it says how old the sample is, and what it was to be', () => {
    const look = seen([{ value: 20_000, at: now - 95_000 }]);
    const { reason, error, events } = decideGuarded(look, remembered(), { policy });
    expect(reason.text).toBe(
      'holding at 4: Service metric latency is 1m 35s old, more than its limit of 1m',
    );
    expect(error).toContain('the newest sample is 1m 35s old, more than its limit of 1m');
    expect(events[0]).toMatchObject({ type: 'Warning', reason: 'FailedGetObjectMetric' });
  });

  test('the deadline is the instant at which a sample that holds grows too old', () => {
    const look = seen([{ value: 40_000, at: now - 10_000 }]);
    const { nextDeadline, deadlineCause } = decideGuarded(look, remembered(), { policy });
    expect({ nextDeadline, deadlineCause }).toEqual({
      nextDeadline: now + 50_001,
      deadlineCause: 'guard',
    });
  });

  test('of several pods only those with old samples are missing', () => {
    const averages = guarded({ metrics: { maximumAge: 60 * second } }, [requests]);
    const fresh = { value: 30_000, at: now };
    const samples = {
      'command-0': fresh,
      'command-1': fresh,
      'command-2': fresh,
      'command-3': { value: 900_000, at: now - 61_000 },
    };
    // Three pods with 30 against 10, and one that is taken to be idle: 90 / 4 pods = 22.5, ⌈2.25 × 4⌉.
    expect(
      decideGuarded(seen([{ pods: samples }]), remembered(), { policy: averages }),
    ).toMatchObject({
      desiredReplicas: 9,
      reason: {
        text: expect.stringContaining(
          '1 of 4 samples of pods metric requests are older than 1m and missing',
        ),
      },
    });
  });
});

describe('absence', () => {
  const gone = { error: { message: 'no sample' } };

  /** Looks every 30 s at a metric that stays missing; the size at each. */
  function sizes(absence: NonNullable<MetricGuardOptions['absence']>, looks: number): unknown[] {
    const policy = guarded({ metrics: { absence } });
    let memory = remembered();
    return Array.from({ length: looks }, (_, index) => {
      const look = seen([gone], { at: now + index * 30_000 });
      const decision = decideGuarded(look, memory, { policy });
      memory = decision.memory;
      return decision.desiredReplicas;
    });
  }

  test.each([
    ['hold', { policy: 'hold' }, [4, 4, 4]],
    ['zero, at once', { policy: 'zero' }, [1, 1, 1]],
    ['zero, after a minute', { policy: 'zero', after: 60_000 }, [4, 4, 1]],
    ['a fallback above', { policy: 'fallback', replicas: 8, after: 60_000 }, [4, 4, 8]],
    ['a fallback below', { policy: 'fallback', replicas: 2, after: 30_000 }, [4, 2, 2]],
    [
      'a fallback after KEP-5679’s 180 s',
      { policy: 'fallback', replicas: 9 },
      [4, 4, 4, 4, 4, 4, 9],
    ],
  ] as const)('%s', (_, absence, expected) => {
    expect(sizes(absence, expected.length)).toEqual(expected);
  });

  test('the fallback names itself in the event of the write', () => {
    const options: GuardOptions = {
      metrics: { absence: { policy: 'fallback', replicas: 8, after: 0 } },
    };
    const decision = decideGuarded(seen([gone]), remembered(), { policy: guarded(options) });
    expect(decision.rescale?.reason).toBe('fallback of Service metric latency above target');
    expect(decision.reason.text).toBe(
      '4 to 8: fallback of Service metric latency above target; Service metric latency has been missing for 0 ms, falling back to 8 replicas',
    );
  });

  test('the fallback waits for its duration, and the deadline says how long', () => {
    const policy = guarded({ metrics: { absence: { policy: 'fallback', replicas: 8 } } });
    const { nextDeadline } = decideGuarded(seen([gone]), remembered(), { policy });
    expect(nextDeadline).toBe(now + 180_000);
  });

  test('a reading in between begins the absence anew', () => {
    const policy = guarded({ metrics: { absence: { policy: 'zero', after: 60_000 } } });
    const first = decideGuarded(seen([gone]), remembered(), { policy });
    expect(first.memory.guards?.absentSince).toEqual([now]);
    const back = seen([{ value: 40_000 }], { at: now + 30_000 });
    expect(decideGuarded(back, first.memory, { policy }).memory.guards).toBeUndefined();
  });

  test('each metric has its own', () => {
    const policy = guarded(
      { metrics: [{ absence: { policy: 'hold' } }, { absence: { policy: 'zero' } }] },
      [latency, queue],
    );
    const look = seen([{ value: 20_000 }, gone]);
    expect(decideGuarded(look, remembered(), { policy }).desiredReplicas).toBe(2);
  });
});

describe('actOnce: a lagging average is not multiplied again at every look (kubernetes#85206)', () => {
  const options: GuardOptions = { metrics: { actOnce: true } };
  const policy = guarded(options);

  function look(size: number, sample: number, at: number = now + 15_000) {
    return seen([{ value: 102_312, at: sample }], { size, at });
  }

  test('1 → 3, then it waits for another sample', () => {
    const first = decideGuarded(look(1, now, now), remembered(), { policy });
    expect(first.desiredReplicas).toBe(3);
    // Without the guard it is 3 → 8 → 20 on one and the same sample.
    const memory = settled(first, options);
    expect(decideGuarded(look(3, now), memory, { policy })).toMatchObject({
      desiredReplicas: 3,
      reason: {
        code: 'Guarded',
        text: 'holding at 3: the size was made from this sample of Service metric latency already',
      },
      error: null,
      nextDeadline: null,
    });
    expect(decideGuarded(look(3, now + 10_000), memory, { policy }).desiredReplicas).toBe(8);
  });

  test('the status goes on showing the value', () => {
    const first = decideGuarded(look(1, now, now), remembered(), { policy });
    const second = decideGuarded(look(3, now), settled(first, options), { policy });
    expect(second.currentMetrics).toMatchObject([{ object: { current: { value: '102312m' } } }]);
  });

  test('after a write that failed the sample still counts', () => {
    const first = decideGuarded(look(1, now, now), remembered(), { policy });
    const error = { message: 'conflict' };
    const { memory } = settleGuarded(first, { ok: false, at: now, error }, { policy });
    expect(decideGuarded(look(1, now), memory, { policy }).desiredReplicas).toBe(3);
  });

  test('so it does after the process died before the write', () => {
    const { memory } = decideGuarded(look(1, now, now), remembered(), { policy });
    expect(decideGuarded(look(1, now), memory, { policy }).desiredReplicas).toBe(3);
    // And when it died after it, the scale shows that the sample is spent.
    expect(decideGuarded(look(3, now), memory, { policy }).desiredReplicas).toBe(3);
  });
});

describe('minimumRequestRate: one slow request is no latency', () => {
  const rate = { evidence: 'rate', atLeast: 5, maximumAge: 60_000 };
  const enough = { rate: { value: 5 } };
  const few = { rate: { value: 0.2 } };

  test.each([
    ['enough traffic', 80_000, enough, 'hold', 8],
    ['too little to scale up', 80_000, few, 'hold', 4],
    ['too little to scale down', 20_000, few, 'hold', 4],
    ['too little is idle', 80_000, few, 'zero', 1],
    ['an unknown rate may scale up', 80_000, {}, 'hold', 8],
    ['an unknown rate does not scale down', 20_000, {}, 'hold', 4],
    ['a rate that is not a number is unknown', 20_000, { rate: { value: Number.NaN } }, 'zero', 4],
    ['an old rate is unknown', 20_000, { rate: { value: 9, at: now - 61_000 } }, 'hold', 4],
  ] as const)('%s', (_, value, evidence, below, desiredReplicas) => {
    const policy = guarded({ metrics: { minimumRequestRate: { ...rate, below } } });
    const look = seen([{ value }], { evidence });
    expect(decideGuarded(look, remembered(), { policy })).toMatchObject({ desiredReplicas });
  });
});

describe('scaleDownVetoes: errors are fast', () => {
  const veto = { evidence: 'errors', above: 0.05 };

  test.each([
    ['few errors', { errors: { value: 0.05 } }, 'veto', 2],
    ['many errors', { errors: { value: 0.4 } }, 'veto', 4],
    ['unknown errors', { errors: { error: { message: 'timeout' } } }, 'veto', 4],
    ['unknown errors that are no reason', {}, 'allow', 2],
  ] as const)('%s', (_, evidence, whenMissing, desiredReplicas) => {
    const policy = guarded({ scaleDownVetoes: [{ ...veto, whenMissing }] });
    const look = seen([{ value: 20_000 }], { evidence });
    expect(decideGuarded(look, remembered(), { policy })).toMatchObject({ desiredReplicas });
  });

  test('a veto speaks only against less', () => {
    const policy = guarded({ scaleDownVetoes: [veto] });
    const look = seen([{ value: 80_000 }], { evidence: { errors: { value: 1 } } });
    expect(decideGuarded(look, remembered(), { policy }).desiredReplicas).toBe(8);
  });

  test('the explanation tells of it first', () => {
    const policy = guarded({ scaleDownVetoes: [veto] });
    const look = seen([{ value: 20_000 }], { evidence: { errors: { value: 0.4 } } });
    expect(explain(decideGuarded(look, remembered(), { policy, trace: true }))).toContain(
      '  result      4   Guarded: holding at 4: errors is 0.4, more than 0.05\n',
    );
  });
});

describe('largestStep', () => {
  test.each([
    ['up', 200_000, { up: 2 }, 6],
    ['down', 4_000, { down: 1 }, 3],
    ['the other direction is free', 4_000, { up: 1 }, 1],
    ['a smaller change is left alone', 60_000, { up: 3 }, 6],
  ])('%s', (_, value, largestStep, desiredReplicas) => {
    const policy = guarded({ largestStep });
    const decision = decideGuarded(seen([{ value }]), remembered(), { policy });
    expect(decision).toMatchObject({ desiredReplicas, rescale: { from: 4, to: desiredReplicas } });
  });

  test('the ledger and the event know only the size that is written', () => {
    const policy = guarded({ largestStep: { up: 2 } });
    const decision = decideGuarded(seen([{ value: 200_000 }]), remembered(), { policy });
    const { memory, events } = settleGuarded(decision, { ok: true, at: now }, { policy });
    expect(events).toMatchObject([
      { message: 'New size: 6; reason: Service metric latency above target' },
    ]);
    expect(memory.scaleUpEvents).toEqual([{ change: 2, at: now, outdated: false }]);
    expect(memory.recommendations.at(-1)).toEqual({ replicas: 20, at: now });
    expect(memory.status.desiredReplicas).toBe(6);
  });

  test('the deadline is at once: the same value asks for the next step', () => {
    const policy = guarded({ largestStep: { up: 2 } });
    const decision = decideGuarded(seen([{ value: 200_000 }]), remembered(), { policy });
    expect(decision).toMatchObject({ nextDeadline: now, deadlineCause: 'again' });
  });
});

describe('unresponsive: the tutorial’s fixed wait does not depend on replicas', () => {
  /** Every 30 s the same 102.312 ms; the events and the size at each look. */
  function run(
    unresponsive: NonNullable<MetricGuardOptions['unresponsive']>,
    value = () => 102_312,
  ) {
    const policy = guarded({ metrics: { unresponsive }, largestStep: { up: 1 } });
    let memory = remembered();
    let size = 1;
    return Array.from({ length: 8 }, (_, index) => {
      const look = seen([{ value: value() }], { size, at: now + index * 30_000 });
      let decision = decideGuarded(look, memory, { policy });
      const { rescale } = decision;
      if (rescale !== null) {
        decision = settleGuarded(decision, { ok: true, at: look.at }, { policy });
        size = rescale.to;
      }
      memory = decision.memory;
      const reports = decision.events.filter(({ reason }) => reason === 'UnresponsiveMetric');
      return { size, reports: reports.map(({ message }) => message) };
    });
  }

  test('it is reported once the size has doubled for two minutes, and only once', () => {
    const looks = run({});
    // Two replicas at the second look; two minutes later it is the sixth.
    expect(looks.map(({ reports }) => reports.length)).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
    expect(looks[5]?.reports).toEqual([
      'Service metric latency has not moved while 1 replica became 6: it does not react to replicas',
    ]);
    expect(looks.at(-1)?.size).toBe(9);
  });

  test('with the cap the size goes no further', () => {
    expect(run({ cap: true }).map(({ size }) => size)).toEqual([2, 3, 4, 5, 6, 6, 6, 6]);
  });

  test('a metric that falls with every replica is not reported', () => {
    let value = 400_000;
    const falling = () => {
      value = Math.round(value * 0.85);
      return value;
    };
    expect(run({ cap: true }, falling).flatMap(({ reports }) => reports)).toEqual([]);
  });
});

describe('guardPolicy', () => {
  const policy = compilePolicy(autoscaler([latency, queue]));

  test.each<[string, GuardOptions, string]>([
    [
      'a guard beside the original',
      { compatibility: 'kubernetes', largestStep: { up: 1 } },
      'guards.largestStep: Forbidden: compatibility "kubernetes" switches every guard off; leave one of them out',
    ],
    [
      'a list of another length',
      { metrics: [{}] },
      'guards.metrics: Invalid value: 1: the policy has 2 metrics; give one entry for each, or one object for all',
    ],
    [
      'a limit that is no duration',
      { metrics: { maximumAge: -1 } },
      'guards.metrics.maximumAge: Invalid value: -1: must be a whole number of milliseconds, 0 or more',
    ],
    [
      'a step that is none',
      { largestStep: { down: 0 } },
      'guards.largestStep.down: Invalid value: 0: must be a whole number of replicas, 1 or more',
    ],
    [
      'a fallback that is no count',
      { metrics: [{}, { absence: { policy: 'fallback', replicas: 1.5 } }] },
      'guards.metrics[1].absence.replicas: Invalid value: 1.5: must be a whole number of replicas, 0 or more',
    ],
    [
      'several at once',
      { scaleDownVetoes: [{ evidence: '', above: Number.NaN }] },
      '[guards.scaleDownVetoes[0].evidence: Required value: name an entry of the evidence, guards.scaleDownVetoes[0].above: Invalid value: NaN: must be a number]',
    ],
  ])('%s', (_, options, message) => {
    expect(() => guardPolicy(policy, options)).toThrow(
      expect.objectContaining({ name: 'GuardOptionsError', message }),
    );
  });
});
