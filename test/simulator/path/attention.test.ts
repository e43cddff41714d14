import { Attention, type LookResult, type WebhookMessage } from '@flyball/simulator';
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

const steady: LookResult = { steady: true, nextDeadline: null };

/** Looks until an instant, each followed by the same result. */
function looks(attention: Attention, until: number, result = steady): readonly string[] {
  const seen: string[] = [];
  while (attention.nextEventAt() <= until * SECOND) {
    for (const { at, cause } of attention.advance(attention.nextEventAt())) {
      seen.push(`${at / SECOND} ${cause}`);
      attention.looked(at, result);
    }
  }
  return seen;
}

describe('attention', () => {
  test('looks at its start, and sleeps but for a look now and then', () => {
    expect(looks(new Attention({ startedAt: 0 }), 900)).toEqual([
      '0 start',
      '300 safety',
      '600 safety',
      '900 safety',
    ]);
  });

  test('wakes at once, and goes on looking while an alert fires', () => {
    const attention = new Attention({ startedAt: 0 });
    attention.deliver(message('firing'), 7 * SECOND);
    expect(looks(attention, 40)).toEqual(['7 alert', '22 awake', '37 awake']);
    attention.deliver(message('resolved'), 41 * SECOND);
    expect(looks(attention, 400)).toEqual(['41 alert', '341 safety']);
  });

  test('without timers it looks at its start and when it is called', () => {
    const attention = new Attention({ startedAt: 0, timers: false });
    expect(looks(attention, 6)).toEqual(['0 start']);
    attention.deliver(message('firing'), 7 * SECOND);
    const unsteady = { steady: false, nextDeadline: 9 * SECOND };
    expect(looks(attention, 900, unsteady)).toEqual(['7 alert']);
    attention.deliver(message('resolved'), 950 * SECOND);
    expect(looks(attention, 1900)).toEqual(['950 alert']);
  });

  test('goes on until the decision is steady and has nothing to wait for', () => {
    const attention = new Attention({ startedAt: 0 });
    attention.deliver(message('resolved'), 0);
    expect(looks(attention, 20, { steady: false, nextDeadline: null })).toEqual([
      '0 alert',
      '15 awake',
    ]);
    expect(looks(attention, 400)).toEqual(['30 awake', '330 safety']);
  });

  test('comes at the instant that the decision names, if that is sooner', () => {
    const attention = new Attention({ startedAt: 0 });
    attention.deliver(message('firing'), 0);
    attention.advance(0);
    attention.looked(0, { steady: false, nextDeadline: 2 * SECOND });
    expect(attention.nextEventAt()).toBe(2 * SECOND);
    expect(attention.advance(2 * SECOND)).toEqual([{ at: 2 * SECOND, cause: 'deadline' }]);
    attention.looked(2 * SECOND, { steady: true, nextDeadline: 60 * SECOND });
    expect(attention.nextEventAt()).toBe(17 * SECOND);
  });

  test('waits for every alert to be resolved', () => {
    const attention = new Attention({ startedAt: 0 });
    attention.deliver(message('firing', 'one'), 0);
    attention.deliver(message('firing', 'two'), 0);
    attention.deliver(message('resolved', 'one'), 0);
    expect(attention.alerted).toBe(true);
    expect(looks(attention, 20)).toEqual(['0 alert', '15 awake']);
  });
});
