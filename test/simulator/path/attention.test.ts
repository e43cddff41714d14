import { phaseOf } from '@flyball/core';
import {
  Attention,
  type AttentionOptions,
  type TakenLook,
  type WebhookMessage,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { SECOND } from './support.ts';

function message(status: 'firing' | 'resolved', fingerprint = 'f'): WebhookMessage {
  const alert = { status, fingerprint, labels: {}, annotations: {}, startsAt: 0, generatorUrl: '' };
  return {
    receiver: 'flyball',
    status,
    alerts: [alert],
    notificationReason: 'first notification',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    routeLabels: {},
    externalUrl: '',
    groupKey: '{}',
    truncatedAlerts: 0,
  };
}

const steady: TakenLook = {
  outcome: 'steady',
  nextDeadline: null,
  deadlineCause: null,
  troubled: false,
};
const missing: TakenLook = { ...steady, outcome: 'holding', troubled: true };

/** Where in its periods the looks of this policy stand. */
const policy = 'kong/command';
const PHASE = phaseOf(policy);

function attentionOf(options: Partial<AttentionOptions> = {}): Attention {
  return new Attention({ startedAt: 0, policy, ...options });
}

/** Causes and seconds of the looks until an instant, each followed by the same result. */
function looks(attention: Attention, until: number, result = steady): readonly string[] {
  const seen: string[] = [];
  while (attention.nextEventAt() <= until * SECOND) {
    for (const { at, cause } of attention.advance(attention.nextEventAt())) {
      seen.push(`${Math.round(at / SECOND)} ${cause}`);
      attention.looked(at, result);
    }
  }
  return seen;
}

/** The seconds of a period at which this policy is looked at, from the k-th on. */
function beats(period: number, ...counts: readonly number[]): readonly number[] {
  return counts.map((k) => Math.round(k * period + PHASE * period));
}

describe('attention', () => {
  test('looks at its start, and sleeps but for a look now and then', () => {
    const safety = beats(300, 0, 1, 2).map((at) => `${at} safety`);
    expect(looks(attentionOf(), 900)).toEqual(['0 start', ...safety]);
  });

  test('wakes at once, and goes on looking at its phase while an alert fires', () => {
    const attention = attentionOf();
    looks(attention, 1);
    attention.deliver(message('firing'), 2 * SECOND);
    const syncs = beats(15, 0, 1, 2).filter((at) => at > 3 && at <= 40);
    expect(looks(attention, 40)).toEqual(['2 alert', ...syncs.map((at) => `${at} sync`)]);
    attention.deliver(message('resolved'), 41 * SECOND);
    expect(looks(attention, 42)).toEqual(['41 alert']);
    expect(looks(attention, 700)[0]).toMatch(/ safety$/);
  });

  test('without timers it looks at its start and when it is called', () => {
    const attention = attentionOf({ timers: false });
    expect(looks(attention, 6)).toEqual(['0 start']);
    attention.deliver(message('firing'), 7 * SECOND);
    expect(looks(attention, 900, { ...steady, nextDeadline: 9 * SECOND })).toEqual(['7 alert']);
    attention.deliver(message('resolved'), 950 * SECOND);
    expect(looks(attention, 1900)).toEqual(['950 alert']);
  });

  test('comes at the instant that the decision names, if that is sooner', () => {
    const attention = attentionOf();
    attention.deliver(message('firing'), 0);
    attention.advance(0);
    const waiting = { ...steady, nextDeadline: 2 * SECOND, deadlineCause: 'period' } as const;
    attention.looked(0, waiting);
    expect(attention.advance(2 * SECOND)).toEqual([{ at: 2 * SECOND, cause: 'deadline' }]);
  });

  test('comes again at growing distances while nothing is known and no alert fires', () => {
    const attention = attentionOf();
    const seen = looks(attention, 300, missing);
    expect(seen.slice(0, 3).map((look) => look.replace(/^\d+ /, ''))).toEqual([
      'start',
      'retry',
      'retry',
    ]);
    const at = seen.map((look) => Number(look.split(' ')[0]));
    expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThan((at[1] ?? 0) - (at[0] ?? 0));
  });

  test('waits for every alert to be resolved', () => {
    const attention = attentionOf();
    attention.deliver(message('firing', 'one'), 0);
    attention.deliver(message('firing', 'two'), 0);
    attention.deliver(message('resolved', 'one'), 0);
    expect(attention.alerted).toBe(true);
    attention.deliver(message('resolved', 'two'), 0);
    expect(attention.alerted).toBe(false);
  });
});
