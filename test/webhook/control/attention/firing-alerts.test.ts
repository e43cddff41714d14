import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import {
  type AlertNotice,
  FiringAlerts,
} from '../../../../packages/webhook/src/control/attention/firing-alerts.ts';

const lifetime = 100;
const notice = (status: AlertNotice['status'], startsAt: number): AlertNotice => ({
  fingerprint: 'a',
  status,
  startsAt,
});

function firingAfter(...notices: readonly AlertNotice[]): readonly number[] {
  const alerts = new FiringAlerts();
  for (const each of notices) alerts.note(each, 0, lifetime);
  return alerts.firing(1).map(({ startsAt }) => startsAt);
}

test.each([
  ['fires', [notice('firing', 1)], [1]],
  ['is resolved', [notice('firing', 1), notice('resolved', 1)], []],
  ['is resolved without cause', [notice('resolved', 1)], []],
  [
    'fires again, and the late resolve of its former firing comes after',
    [notice('firing', 1), notice('firing', 2), notice('resolved', 1)],
    [2],
  ],
  [
    'fires again after its resolve',
    [notice('firing', 1), notice('resolved', 1), notice('firing', 2)],
    [2],
  ],
])('an alert that %s', (_, notices, expected) => {
  expect(firingAfter(...notices)).toEqual(expected);
});

test('fires for its lifetime after the last delivery', () => {
  const alerts = new FiringAlerts();
  alerts.note(notice('firing', 1), 0, lifetime);
  alerts.note(notice('firing', 1), 50, lifetime);
  expect(alerts.firing(149)).toHaveLength(1);
  expect(alerts.firing(150)).toEqual([]);
});

test('of very many, those that were delivered last are remembered', () => {
  const alerts = new FiringAlerts();
  for (let index = 0; index < 1_000; index++) {
    alerts.note({ fingerprint: `${index}`, status: 'firing', startsAt: 0 }, 0, lifetime);
  }
  expect(alerts.firing(1).map(({ fingerprint }) => fingerprint)).toEqual(
    Array.from({ length: 100 }, (_, index) => `${900 + index}`),
  );
});

const deliveries = fc.array(
  fc.record({
    fingerprint: fc.constantFrom('a', 'b'),
    status: fc.constantFrom('firing' as const, 'resolved' as const),
    startsAt: fc.nat({ max: 3 }),
  }),
);

law.prop([deliveries])('the same delivery twice in a row is as good as once', (notices) => {
  const doubled = notices.flatMap((each) => [each, each]);
  expect(firingAfter(...doubled)).toEqual(firingAfter(...notices));
});
