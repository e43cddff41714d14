import { readFileSync } from 'node:fs';
import type { Look } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { type TutorialWorld, tutorialWorld } from '../../support/tutorial-world.ts';

const key = 'kong/command';
const signal = new AbortController().signal;

async function lookAfter(world: TutorialWorld, milliseconds: number): Promise<Look> {
  world.clock.advance(milliseconds);
  return world.control.look(key, 'alert', signal);
}

async function sizeOf(world: TutorialWorld): Promise<number> {
  const scale = await world.cluster.target.readScale(world.policy.target, { signal });
  return scale.ok ? scale.value.specReplicas : Number.NaN;
}

/** The tutorial's world after a first look, which only takes note of the present size. */
async function awakeWorld(options?: Parameters<typeof tutorialWorld>[0]): Promise<TutorialWorld> {
  const world = tutorialWorld(options);
  world.setLatency(102.312);
  await world.control.look(key, 'start', signal);
  return world;
}

describe('the tutorial', () => {
  test('1 → 3 → 7 → 10 at 102.312 ms, and back to 1 at 3 ms', async () => {
    // kong-metrics: ⌈1 × 2.5578⌉ = 3; of 8 wanted, 7 are allowed (4 pods in 2 s); 10 at most.
    const world = await awakeWorld();
    const sizes = [];
    for (let round = 0; round < 4; round++)
      sizes.push((await lookAfter(world, 2_000)).desiredReplicas);
    expect(sizes).toEqual([3, 7, 10, 10]);

    world.setLatency(3);
    expect((await lookAfter(world, 10_000)).desiredReplicas).toBe(1);
    expect(await sizeOf(world)).toBe(1);
  });

  test('tells of it in the words of the HorizontalPodAutoscaler', async () => {
    const world = await awakeWorld();
    await lookAfter(world, 2_000);
    expect(world.cluster.events.list('kong')).toMatchObject([
      {
        subject: { kind: 'HorizontalPodAutoscaler', namespace: 'kong', name: 'command' },
        type: 'Normal',
        reason: 'SuccessfulRescale',
        message:
          'New size: 3; reason: Service metric kong_upstream_latency_ms_60s_average above target',
      },
    ]);
  });

  test('the looks are kept, newest first, with the way to the number', async () => {
    const world = await awakeWorld();
    await lookAfter(world, 2_000);
    await lookAfter(world, 2_000);
    const [latest, earlier, first] = world.control.looks(key);
    expect(earlier).toMatchObject({
      cause: 'alert',
      outcome: 'scaled',
      currentReplicas: 1,
      desiredReplicas: 3,
    });
    expect(first).toMatchObject({ cause: 'start', currentReplicas: 1, desiredReplicas: 1 });
    // The README shows this text; times are those of the test's clock.
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toContain(latest?.explanation.trim());
  });
});

describe('missing is not zero', () => {
  test.each([
    ['no data', null],
    [
      'NaN',
      {
        kind: 'vector',
        samples: [{ labels: { exported_service: 'command' }, at: 0, value: Number.NaN }],
      } as const,
    ],
    [
      'a refused connection',
      { ok: false, reason: 'unavailable', message: 'connection refused', retryable: true } as const,
    ],
    [
      'a partial answer',
      {
        kind: 'vector',
        samples: [{ labels: { exported_service: 'command' }, at: 0, value: 1 }],
        warnings: ['a store is down'],
      } as const,
    ],
  ])('%s holds the size', async (_, reply) => {
    const world = await awakeWorld();
    await lookAfter(world, 2_000);
    await lookAfter(world, 2_000);
    expect(await sizeOf(world)).toBe(7);

    world.metric.setDefault(reply);
    const held = await lookAfter(world, 3_600_000);
    expect(held).toMatchObject({
      outcome: 'holding',
      currentReplicas: 7,
      reason: { code: 'MetricsMissing' },
    });
    expect(await sizeOf(world)).toBe(7);
    expect(held.explanation).toContain('missing');
  });

  test('a target of which no pod is ready keeps its size, however low the metric', async () => {
    // A Value metric is multiplied with the ready pods: with none, the original goes to the minimum.
    const world = await awakeWorld();
    await lookAfter(world, 2_000);
    await lookAfter(world, 2_000);
    world.cluster.setPodTimes(world.policy.target, { startupMs: 3_600_000 });
    for (const pod of await pods(world)) world.cluster.stopPod(world.policy.target, pod);
    for (const latency of [102.312, 3]) {
      world.setLatency(latency);
      expect(await lookAfter(world, 600_000)).toMatchObject({
        outcome: 'holding',
        desiredReplicas: 7,
      });
    }
    expect(await sizeOf(world)).toBe(7);
  });
});

async function pods(world: TutorialWorld): Promise<readonly string[]> {
  const list = await world.cluster.target.listPods('kong', 'app=command', { signal });
  return list.ok ? list.value.map(({ name }) => name) : [];
}

describe('writing', () => {
  test('a conflict is tried again while the size is still the one that was seen', async () => {
    let conflicts = 0;
    const world = await awakeWorld({
      faults: ({ operation }) =>
        operation === 'writeScale' && conflicts++ < 2 ? { reason: 'conflict' } : null,
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
    expect(conflicts).toBeGreaterThan(2);
  });

  test('a size that somebody else changed meanwhile is theirs until the next look', async () => {
    const world = await awakeWorld();
    const write = world.cluster.target.writeScale;
    world.cluster.target.writeScale = async (...call) => {
      world.cluster.scale(world.policy.target, 5);
      return write(...call);
    };
    const look = await lookAfter(world, 2_000);
    expect(look).toMatchObject({
      outcome: 'failed',
      problems: [{ reason: 'conflict', retryable: true }],
    });
    expect(await sizeOf(world)).toBe(5);
  });

  test('nothing is written after the deadline, and the next look acts', async () => {
    const world = await awakeWorld();
    const late = AbortSignal.abort();
    world.clock.advance(2_000);
    const look = await world.control.look(key, 'alert', late);
    expect(look.outcome).toBe('failed');
    expect(await sizeOf(world)).toBe(1);
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });

  test('a write whose answer was lost counts, once', async () => {
    let lost = 1;
    const world = await awakeWorld({
      faults: ({ operation }) =>
        operation === 'writeScale' && lost-- > 0 ? { reason: 'timeout', answerLost: true } : null,
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'failed' });
    expect(await sizeOf(world)).toBe(3);
    // Two of the four pods that the policy allows in two seconds are spent: 1 + 4, not 3 + 4.
    expect(await lookAfter(world, 1_500)).toMatchObject({ currentReplicas: 3, desiredReplicas: 5 });
  });

  test('a write that comes through late, after it was given up, counts as done', async () => {
    const world = await awakeWorld();
    const write = world.cluster.target.writeScale;
    world.cluster.target.writeScale = async (...call) => {
      world.cluster.scale(world.policy.target, 3);
      return write(...call);
    };
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
    world.cluster.target.writeScale = write;
    expect(await lookAfter(world, 1_500)).toMatchObject({ currentReplicas: 3, desiredReplicas: 5 });
  });

  test('what another process is about to write is waited for, for 6 s at most', async () => {
    let failures = 1;
    const world = await awakeWorld({
      faults: ({ operation }) =>
        operation === 'writeScale' && failures-- > 0 ? { reason: 'timeout' } : null,
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'failed' });
    const other = world.restart();
    expect(await lookAfter(other, 5_999)).toMatchObject({
      outcome: 'failed',
      problems: [{ reason: 'conflict', retryable: true }],
    });
    expect(await sizeOf(world)).toBe(1);
    expect(await lookAfter(other, 1)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });

  test('a write that failed is said, not remembered as done, and done at the next look', async () => {
    let failures = 1;
    const world = await awakeWorld({
      faults: ({ operation }) =>
        operation === 'writeScale' && failures-- > 0 ? { reason: 'forbidden' } : null,
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({
      outcome: 'failed',
      reason: { code: 'FailedUpdateScale' },
      events: [{ type: 'Warning', reason: 'FailedRescale' }],
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({ outcome: 'scaled', desiredReplicas: 3 });
  });
});

describe('what guards weigh is read beside the metrics', () => {
  const veto = [
    'flyball.dev/guards: |',
    '  scaleDownVetoes: [{ evidence: errors, above: 0.05 }]',
    '  evidence: { errors: error_share }',
  ];

  test.each([
    ['a share of errors above its limit holds the size', 0.5, 'holding', 3],
    ['a small one lets it fall', 0.01, 'scaled', 1],
    ['a missing one holds the size', null, 'holding', 3],
    ['a number that is none holds the size', Number.NaN, 'holding', 3],
  ] as const)('%s', async (_, errors, outcome, size) => {
    const world = await awakeWorld({ annotations: veto });
    world.metric.set('error_share', errors);
    await lookAfter(world, 2_000);
    world.setLatency(3);
    expect(await lookAfter(world, 10_000)).toMatchObject({ outcome });
    expect(await sizeOf(world)).toBe(size);
  });

  test('a query that failed is a problem of the look', async () => {
    const world = await awakeWorld({ annotations: veto });
    world.metric.set('error_share', {
      ok: false,
      reason: 'unavailable',
      message: 'connection refused',
      retryable: true,
    });
    expect(await lookAfter(world, 2_000)).toMatchObject({
      outcome: 'scaled',
      problems: [{ reason: 'unavailable', message: 'connection refused' }],
    });
  });
});

test('there is no look at a policy that is not configured', async () => {
  const world = tutorialWorld();
  await expect(world.control.look('kube-system/coredns', 'alert', signal)).rejects.toThrow(
    RangeError,
  );
});
