import { fc, test as law } from '@fast-check/vitest';
import { nextLook, phaseOf, type Stand } from '@flyball/core';
import { describe, expect, test } from 'vitest';

const settings = { syncPeriod: 15_000, safetyPeriod: 300_000 };
const now = 1_000_000;
const rest = { outcome: 'steady', nextDeadline: null, deadlineCause: null } as const;
const stand: Stand = { look: rest, alerted: false, troubles: 0, settings, phase: 0.5, now };

describe('the next look', () => {
  test.each<readonly [what: string, change: Partial<Stand>, awake: boolean, cause: string]>([
    ['at rest', {}, false, 'safety'],
    ['at rest while an alert fires', { alerted: true }, true, 'sync'],
    ['after a write', { look: { ...rest, outcome: 'scaled' } }, true, 'sync'],
    [
      'when time changes the decision before the period ends',
      { look: { ...rest, nextDeadline: now + 1_500, deadlineCause: 'window' } },
      true,
      'deadline',
    ],
    [
      'when time changes it only later: awake until then',
      { look: { ...rest, nextDeadline: now + 200_000, deadlineCause: 'window' } },
      true,
      'sync',
    ],
    [
      'when a sample grows too old for a guard: asleep until then',
      { look: { ...rest, nextDeadline: now + 20_000, deadlineCause: 'guard' } },
      false,
      'deadline',
    ],
    [
      'while an autoscaler has the target',
      { look: { ...rest, outcome: 'refused' } },
      false,
      'safety',
    ],
    ['paused', { look: { ...rest, outcome: 'paused' } }, false, 'safety'],
    [
      'paused for a while: asleep until then',
      { look: { ...rest, outcome: 'paused', nextDeadline: now + 20_000 } },
      false,
      'deadline',
    ],
    [
      'as a shadow that would have scaled',
      { look: { ...rest, outcome: 'shadowed' } },
      true,
      'sync',
    ],
    ['held by a guard', { look: { ...rest, outcome: 'holding' } }, true, 'sync'],
    ['failed', { look: { ...rest, outcome: 'failed' }, troubles: 1 }, true, 'retry'],
    ['failed many times', { look: { ...rest, outcome: 'failed' }, troubles: 40 }, true, 'safety'],
    [
      'failed many times while an alert fires',
      { look: { ...rest, outcome: 'failed' }, troubles: 40, alerted: true },
      true,
      'sync',
    ],
  ])('%s', (_, change, awake, cause) => {
    const next = nextLook({ ...stand, ...change });
    expect(next).toMatchObject({ awake, cause });
    expect(next.due).toBeGreaterThanOrEqual(now + 1_000);
  });

  test('at a deadline is taken at that instant', () => {
    const look = { ...rest, nextDeadline: now + 1_500, deadlineCause: 'period' } as const;
    expect(nextLook({ ...stand, look }).due).toBe(now + 1_500);
  });
});

law.prop([
  fc.constantFrom('scaled' as const, 'steady' as const, 'holding' as const, 'failed' as const),
  fc.boolean(),
  fc.nat({ max: 50 }),
  fc.double({ min: 0, max: 0.999, noNaN: true }),
  fc.integer({ min: 0, max: 2_000_000_000_000 }),
])(
  'is never within a second, never beyond the safety period, and while alerts fire never beyond the sync period',
  (outcome, alerted, troubles, phase, at) => {
    const look = { ...rest, outcome };
    const next = nextLook({ look, alerted, troubles, settings, phase, now: at });
    expect(next.due).toBeGreaterThanOrEqual(at + 1_000);
    expect(next.due).toBeLessThanOrEqual(at + 1_000 + (alerted ? 15_000 : 300_000));
  },
);

test('10,000 policies are spread evenly over their period', () => {
  const counts = new Array<number>(100).fill(0);
  for (let index = 0; index < 10_000; index++) {
    const { due } = nextLook({ ...stand, alerted: true, phase: phaseOf(`shop/policy-${index}`) });
    const slot = Math.floor(((due - now - 1_000) / 15_000) * 100);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  // 100 expected in each; five standard deviations of a random spread are 50.
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(150);
});
