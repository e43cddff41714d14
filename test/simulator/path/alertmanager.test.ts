import { fc, test as property } from '@fast-check/vitest';
import {
  AlertMatcher,
  Alertmanager,
  AlertmanagerConfig,
  AlertmanagerConfigError,
  type AlertmanagerConfigFile,
  type AlertmanagerOptions,
  type AlertmanagerProblem,
  type Delivery,
  parseMatchers,
  type RouteFile,
  SortedLabels,
} from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

const SECOND = 1000;

function configOf(
  route: Omit<RouteFile, 'receiver'>,
  rest: Partial<AlertmanagerConfigFile> = {},
): AlertmanagerConfig {
  return new AlertmanagerConfig({
    route: { receiver: 'main', ...route },
    receivers: [{ name: 'main', webhook_configs: [{ url: 'http://main.example/hook' }] }],
    ...rest,
  });
}

function alertmanagerOf(
  config: AlertmanagerConfig,
  options: Partial<AlertmanagerOptions> = {},
): Alertmanager {
  return new Alertmanager({ config, startedAt: 0, draw: () => 0.5, ...options });
}

/** Seconds of the starts, with the reason or the status where it is not 200. */
function told(deliveries: readonly Delivery[]): readonly string[] {
  return deliveries.map(({ at, status, message }) =>
    status === 200 ? `${at / SECOND} ${message.notificationReason}` : `${at / SECOND} ${status}`,
  );
}

describe('a group', () => {
  const firing = { labels: { alertname: 'High' }, startsAt: 0, endsAt: 3600 * SECOND };

  // The rule behind the table of measured gaps (group_interval / repeat_interval) in the notes on
  // Alertmanager: an interval that is no longer than the repetition doubles it.
  test.each([
    ['5s', '4s', [0, 5, 10, 15, 20]],
    ['5s', '5s', [0, 10, 20]],
    ['5s', '14s', [0, 15]],
    ['5s', '15s', [0, 20]],
    ['10s', '1s', [0, 10, 20]],
  ])('of %s with a repetition after %s is told at %j', (interval, repeat, expected) => {
    const alertmanager = alertmanagerOf(
      configOf({ group_wait: '0s', group_interval: interval, repeat_interval: repeat }),
    );
    alertmanager.postAlerts(0, [firing]);
    const starts = alertmanager.advance(24 * SECOND).map(({ at }) => at / SECOND);
    expect(starts).toEqual(expected);
  });

  test('waits for others, tells what is new at its interval, and in the end that all is over', () => {
    const alertmanager = alertmanagerOf(
      configOf({ group_wait: '30s', group_interval: '1m', repeat_interval: '4h' }),
    );
    const at = (second: number, pod: string, ends: number) =>
      alertmanager.postAlerts(second * SECOND, [
        { labels: { alertname: 'High', pod }, startsAt: second * SECOND, endsAt: ends * SECOND },
      ]);
    at(1, 'a', 600);
    const deliveries = [...alertmanager.advance(40 * SECOND)];
    at(40, 'b', 100);
    deliveries.push(...alertmanager.advance(1000 * SECOND));
    expect(told(deliveries)).toEqual([
      '31 first notification',
      '91 new alerts added',
      '151 some alerts resolved',
      '631 all alerts resolved',
    ]);
    expect(deliveries.map(({ message }) => message.alerts.map(({ status }) => status))).toEqual([
      ['firing'],
      ['firing', 'firing'],
      ['firing', 'resolved'],
      ['resolved'],
    ]);
    // Then the group has ended: nothing more is to happen.
    expect(alertmanager.nextEventAt()).toBe(Number.POSITIVE_INFINITY);
  });

  test('does not wait for an alert that has been firing for longer than that', () => {
    const alertmanager = alertmanagerOf(configOf({ group_wait: '30s' }));
    alertmanager.postAlerts(60 * SECOND, [firing]);
    expect(alertmanager.nextEventAt()).toBe(60 * SECOND);
  });

  test('of one set of labels each, where it is grouped by all', () => {
    const alertmanager = alertmanagerOf(configOf({ group_by: ['...'], group_wait: '0s' }));
    alertmanager.postAlerts(0, [
      { labels: { alertname: 'High', pod: 'a' } },
      { labels: { alertname: 'High', pod: 'b' } },
    ]);
    const keys = alertmanager.advance(0).map(({ message }) => message.groupKey);
    expect(keys).toEqual(['{}:{alertname="High", pod="a"}', '{}:{alertname="High", pod="b"}']);
  });
});

describe('alerts', () => {
  test('without an end count as resolved after resolve_timeout', () => {
    const alertmanager = alertmanagerOf(
      configOf({ group_wait: '0s', group_interval: '1m' }, { global: { resolve_timeout: '2m' } }),
    );
    alertmanager.postAlerts(0, [{ labels: { alertname: 'High' } }]);
    expect(told(alertmanager.advance(300 * SECOND))).toEqual([
      '0 first notification',
      '120 all alerts resolved',
    ]);
  });

  test('that are wrong are refused, the others taken', () => {
    const alertmanager = alertmanagerOf(configOf({ group_wait: '0s' }));
    const refused = alertmanager.postAlerts(0, [
      { labels: { alertname: 'Backwards' }, startsAt: 5, endsAt: 4 },
      { labels: { alertname: '' } },
      { labels: { alertname: 'Right' } },
    ]);
    expect(refused).toEqual([
      'start time must be before end time',
      'at least one label pair required',
    ]);
    const [delivery] = alertmanager.advance(0);
    expect(delivery?.message.commonLabels).toEqual({ alertname: 'Right' });
  });

  test('are silenced and inhibited, and what is resolved meanwhile is never told', () => {
    const alertmanager = alertmanagerOf(
      configOf(
        { group_wait: '0s', group_by: ['...'], group_interval: '1m' },
        {
          inhibit_rules: [
            {
              source_matchers: ['severity="page"'],
              target_matchers: ['severity="warn"'],
              equal: ['service'],
            },
          ],
        },
      ),
    );
    alertmanager.postSilence(0, {
      matchers: [new AlertMatcher('service', '=', 'echo')],
      startsAt: 0,
      endsAt: 600 * SECOND,
    });
    const post = (service: string, severity: string) =>
      alertmanager.postAlerts(0, [
        { labels: { service, severity }, startsAt: 0, endsAt: 90 * SECOND },
      ]);
    post('command', 'page');
    post('command', 'warn');
    post('auth', 'warn');
    post('echo', 'page');
    const services = alertmanager
      .advance(1000 * SECOND)
      .map(({ at, message }) => `${at / SECOND} ${Object.values(message.groupLabels).join()}`);
    expect(services).toEqual([
      '0 command,page',
      '0 auth,warn',
      '120 command,page',
      '120 auth,warn',
    ]);
  });
});

describe('deliveries that fail', () => {
  const firing = { labels: { alertname: 'High' }, startsAt: 0, endsAt: 3600 * SECOND };
  const config = configOf({ group_wait: '0s', group_interval: '20s', repeat_interval: '4h' });

  test('with 5xx are tried again within the flush, after waits that grow by a half', () => {
    const alertmanager = alertmanagerOf(config, {
      answer: (_, at) => ({ status: at < 5 * SECOND ? 503 : 200, latency: 0 }),
    });
    alertmanager.postAlerts(0, [firing]);
    expect(told(alertmanager.advance(30 * SECOND))).toEqual([
      '0 503',
      '0.5 503',
      '1.25 503',
      '2.375 503',
      '4.0625 503',
      '6.59375 first notification',
    ]);
  });

  test('with 4xx come back at the next tick only', () => {
    const alertmanager = alertmanagerOf(config, {
      answer: (_, at) => ({ status: at < 30 * SECOND ? 401 : 200, latency: 0 }),
    });
    alertmanager.postAlerts(0, [firing]);
    expect(told(alertmanager.advance(90 * SECOND))).toEqual([
      '0 401',
      '20 401',
      '40 first notification',
    ]);
  });

  test('without an answer are cut when the flush is over, which the next one follows at once', () => {
    const alertmanager = alertmanagerOf(config, {
      answer: (_, at) => ({ status: 200, latency: at === 0 ? 60 * SECOND : 0 }),
    });
    alertmanager.postAlerts(0, [firing]);
    const deliveries = alertmanager.advance(30 * SECOND);
    expect(deliveries.map(({ at, status, end }) => [at, status, end])).toEqual([
      [0, 0, 20 * SECOND],
      [20 * SECOND, 200, 20 * SECOND],
    ]);
  });

  const posts = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 300 }),
      pod: fc.constantFrom('a', 'b', 'c'),
      lasts: fc.integer({ min: 1, max: 120 }),
    }),
    { maxLength: 20 },
  );
  const answers = fc.array(
    fc.record({
      status: fc.constantFrom(200, 200, 503, 409),
      latency: fc.integer({ min: 0, max: 30_000 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  property.prop([posts, answers])(
    'one group is told one request after the other, and the same again for the same input',
    (given, outcomes) => {
      const run = () => {
        let calls = 0;
        const alertmanager = alertmanagerOf(config, {
          answer: () => outcomes[calls++ % outcomes.length] ?? { status: 200, latency: 0 },
        });
        const deliveries: Delivery[] = [];
        for (const { at, pod, lasts } of given.toSorted((one, other) => one.at - other.at)) {
          deliveries.push(...alertmanager.advance(at * SECOND));
          const startsAt = at * SECOND;
          const endsAt = (at + lasts) * SECOND;
          alertmanager.postAlerts(startsAt, [{ labels: { pod }, startsAt, endsAt }]);
        }
        deliveries.push(...alertmanager.advance(1000 * SECOND));
        return deliveries;
      };
      const deliveries = run();
      for (const [i, delivery] of deliveries.entries()) {
        expect(delivery.end).toBeGreaterThanOrEqual(delivery.at);
        const before = deliveries[i - 1];
        if (before !== undefined) expect(delivery.at).toBeGreaterThanOrEqual(before.end);
      }
      expect(run()).toEqual(deliveries);
    },
  );
});

describe('matchers', () => {
  test.each([
    ['a="b"', [['a', '=', 'b']]],
    ['a=b', [['a', '=', 'b']]],
    [' a =~ "b|c" ', [['a', '=~', 'b|c']]],
    [
      '{a="b", c!~"d.*",}',
      [
        ['a', '=', 'b'],
        ['c', '!~', 'd.*'],
      ],
    ],
    ['"with space"!="x"', [['with space', '!=', 'x']]],
    ['a="say \\"hi\\", you"', [['a', '=', 'say "hi", you']]],
    // Only the syntax from before 0.27 takes these.
    ['a=b c', [['a', '=', 'b c']]],
    ['a=', [['a', '=', '']]],
    ['', []],
  ])('%j is %j', (text, expected) => {
    expect(
      parseMatchers(text)?.map(({ name, operator, value }) => [name, operator, value]),
    ).toEqual(expected);
  });

  test.each(['a', 'a~b', 'a="b', '0-9 x="b"'])('%j is none', (text) => {
    expect(parseMatchers(text)).toBeUndefined();
  });

  test('stop at a line break, and print as group keys have them', () => {
    const matcher = new AlertMatcher('a', '=~', 'x.*');
    expect(matcher.matches(SortedLabels.of({ a: 'xy' }))).toBe(true);
    expect(matcher.matches(SortedLabels.of({ a: 'x\ny' }))).toBe(false);
    expect(`${new AlertMatcher('a', '!=', 'say "hi"\n')}`).toBe('a!="say \\"hi\\"\\n"');
  });
});

describe('a configuration that is refused', () => {
  const receivers = [{ name: 'main' }];
  test.each<[AlertmanagerConfigFile, Partial<AlertmanagerProblem>]>([
    [
      { route: {}, receivers },
      { code: 'receiver', path: ['route'] },
    ],
    [
      { route: { receiver: 'nobody' }, receivers },
      { code: 'receiver', path: ['route', 'receiver'] },
    ],
    [
      { route: { receiver: 'main', matchers: ['a=b'] }, receivers },
      { code: 'route', path: ['route'] },
    ],
    [
      { route: { receiver: 'main', routes: [{ matchers: ['a'] }] }, receivers },
      { code: 'matcher', path: ['route', 'routes', 0, 'matchers', 0] },
    ],
    [
      { route: { receiver: 'main', routes: [{ matchers: ['a=~"("'] }] }, receivers },
      { code: 'matcher', path: ['route', 'routes', 0, 'matchers', 0] },
    ],
    [
      { route: { receiver: 'main', group_interval: '0s' }, receivers },
      { code: 'duration', path: ['route', 'group_interval'] },
    ],
    [
      { route: { receiver: 'main', group_wait: 'long' }, receivers },
      { code: 'duration', path: ['route', 'group_wait'] },
    ],
    [
      { route: { receiver: 'main', group_by: ['...', 'a'] }, receivers },
      { code: 'group-by', path: ['route', 'group_by'] },
    ],
    [
      { route: { receiver: 'main', labels: { owner: '{{ .Receiver }}' } }, receivers },
      { code: 'route', path: ['route', 'labels', 'owner'] },
    ],
    [
      {
        route: { receiver: 'main' },
        receivers: [{ name: 'main', webhook_configs: [{ url: '', max_alerts: -1 }] }],
      },
      { code: 'url', path: ['receivers', 0, 'webhook_configs', 0, 'url'] },
    ],
  ])('%j', (file, expected) => {
    let problems: readonly AlertmanagerProblem[] = [];
    try {
      new AlertmanagerConfig(file);
    } catch (error) {
      if (error instanceof AlertmanagerConfigError) problems = error.problems;
    }
    expect(problems[0]).toMatchObject(expected);
  });
});
