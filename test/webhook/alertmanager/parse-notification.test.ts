import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelFingerprint, type NotificationReading, parseNotification } from '@flyball/webhook';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function captured(name: string): string {
  return readFileSync(join(import.meta.dirname, 'data', name), 'utf8');
}

/** A body as small as Alertmanager 0.25 makes it. */
const sent = {
  receiver: 'flyball',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'FlyballAboveTarget', namespace: 'kong' },
      annotations: {},
      startsAt: '2026-11-24T11:22:13.591Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: '0000000000000000',
    },
  ],
  groupLabels: { namespace: 'kong' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.test:9093',
  version: '4',
  groupKey: '{}:{namespace="kong"}',
  truncatedAlerts: 0,
};

function parse(change: object = {}, changeOfAlert: object = {}): NotificationReading {
  const alerts = sent.alerts.map((alert) => ({ ...alert, ...changeOfAlert }));
  return parseNotification(JSON.stringify({ ...sent, alerts, ...change }));
}

describe('bodies captured from real Alertmanagers', () => {
  test('0.25, the first one', () => {
    expect(parseNotification(captured('am-0.25-first-firing.json'))).toEqual({
      ok: true,
      notification: {
        receiver: 'scaler',
        status: 'firing',
        alerts: [
          {
            status: 'firing',
            labels: {
              alertname: 'KongUpstreamLatencyHigh',
              namespace: 'default',
              service: 'echo',
              severity: 'scale',
              workload: 'deployment/echo',
            },
            annotations: { target: '40', value: '43.923728425624006' },
            startsAt: Date.UTC(2026, 10, 24, 11, 22, 13, 591),
            endsAt: null,
            generatorURL:
              'http://prometheus.monitoring.example:9090/graph?g0.expr=kong_upstream_latency_ms_60s_average+%3E+40&g0.tab=1',
            fingerprint: 'c0016b33f8f64d91',
          },
        ],
        groupKey: '{}:{namespace="default"}',
        groupLabels: { namespace: 'default' },
        commonLabels: {
          alertname: 'KongUpstreamLatencyHigh',
          namespace: 'default',
          service: 'echo',
          severity: 'scale',
          workload: 'deployment/echo',
        },
        commonAnnotations: { target: '40', value: '43.923728425624006' },
        routeLabels: {},
        externalURL: 'http://alertmanager.monitoring.example:9093',
        truncatedAlerts: 0,
      },
    });
  });

  test.each([
    [
      'am-0.33-repeat-mixed.json',
      'repeat interval elapsed',
      [
        ['resolved', 'c0016b33f8f64d91', Date.UTC(2026, 10, 24, 11, 23, 26, 721)],
        ['firing', '32dd970689bd789d', null],
      ],
    ],
    [
      'am-0.33-all-resolved.json',
      'all alerts resolved',
      [
        ['resolved', 'c0016b33f8f64d91', Date.UTC(2026, 10, 24, 11, 23, 26, 721)],
        ['resolved', '32dd970689bd789d', Date.UTC(2026, 10, 24, 11, 24, 48, 721)],
      ],
    ],
  ])('%s', (name, reason, alerts) => {
    const reading = parseNotification(captured(name));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    expect(reading.notification.reason).toBe(reason);
    expect(
      reading.notification.alerts.map(({ status, fingerprint, endsAt }) => [
        status,
        fingerprint,
        endsAt,
      ]),
    ).toEqual(alerts);
  });
});

describe('what is accepted', () => {
  test('members that nobody knows yet, anywhere and deeper than any is', () => {
    const deep = '['.repeat(30) + ']'.repeat(30);
    const text = JSON.stringify({ ...sent, news: 'DEEP' }).replace('"DEEP"', deep);
    expect(parseNotification(text)).toEqual(parse());
    expect(parse({}, { news: { a: [1, null] } })).toEqual(parse());
  });

  test('a body without what we do not need', () => {
    const { version, receiver, status, groupKey } = sent;
    const alerts = [{ status: 'firing', labels: {}, startsAt: '2026-11-24T11:22:13Z' }];
    expect(
      parseNotification(JSON.stringify({ version, receiver, status, groupKey, alerts })),
    ).toEqual({
      ok: true,
      notification: {
        receiver,
        status,
        groupKey,
        groupLabels: {},
        commonLabels: {},
        commonAnnotations: {},
        routeLabels: {},
        externalURL: '',
        truncatedAlerts: 0,
        alerts: [
          {
            status: 'firing',
            labels: {},
            annotations: {},
            startsAt: Date.UTC(2026, 10, 24, 11, 22, 13),
            endsAt: null,
            generatorURL: '',
            // FNV-1a of nothing is its offset.
            fingerprint: 'cbf29ce484222325',
          },
        ],
      },
    });
  });

  test.each([
    ['2026-11-24T11:22:13Z', 13_000],
    ['2026-11-24T11:22:13.5Z', 13_500],
    // To the microsecond; nanoseconds are cut.
    ['2026-11-24T11:22:13.123456789Z', 13_123.456],
    ['2026-11-24T13:22:13+02:00', 13_000],
  ])('the instant %s', (startsAt, after) => {
    const reading = parse({}, { startsAt });
    expect(reading.ok && reading.notification.alerts[0]?.startsAt).toBeCloseTo(
      Date.UTC(2026, 10, 24, 11, 22) + after,
      3,
    );
  });

  test('labels with names that objects have anyway', () => {
    const labels = JSON.parse('{"constructor":"a","__proto__":"b","hasOwnProperty":"c"}');
    const reading = parse({}, { labels });
    const read = reading.ok ? (reading.notification.alerts[0]?.labels ?? {}) : {};
    expect(Object.entries(read)).toEqual(Object.entries(labels));
  });

  test('a fingerprint of our own, whatever the sender says', () => {
    const reading = parse();
    expect(reading.ok && reading.notification.alerts[0]?.fingerprint).toBe(
      labelFingerprint({ alertname: 'FlyballAboveTarget', namespace: 'kong' }),
    );
  });
});

describe('what is refused, and how that is told', () => {
  test.each([
    ['', '', 'is not JSON'],
    ['[]', 'version', 'is missing'],
    ['null', '', 'is no object'],
    ['"text"', '', 'is no object'],
  ])('the text %j', (text, path, problem) => {
    const reading = parseNotification(text);
    expect(reading.ok || reading.problems[0]).toEqual({ path, problem });
  });

  test.each([
    [{ version: undefined }, {}, 'version', 'is missing'],
    [{ version: '5' }, {}, 'version', 'is not "4", the only version there is'],
    [{ version: 4 }, {}, 'version', 'is not "4", the only version there is'],
    [{ receiver: null }, {}, 'receiver', 'is no text'],
    [{ groupKey: undefined }, {}, 'groupKey', 'is missing'],
    [{ status: 'pending' }, {}, 'status', 'is neither firing nor resolved'],
    [{ alerts: null }, {}, 'alerts', 'is no list'],
    [{ alerts: {} }, {}, 'alerts', 'is no list'],
    [{ alerts: [1] }, {}, 'alerts[0]', 'is no object'],
    [
      { alerts: Array.from({ length: 10_001 }, () => sent.alerts[0]) },
      {},
      'alerts',
      'has more than 10000 alerts; set max_alerts in the receiver',
    ],
    [{ truncatedAlerts: -1 }, {}, 'truncatedAlerts', 'is negative'],
    [{ truncatedAlerts: 1.5 }, {}, 'truncatedAlerts', 'is no whole number'],
    [{}, { labels: undefined }, 'alerts[0].labels', 'is missing'],
    [{}, { labels: { a: 1 } }, 'alerts[0].labels', 'is no object of texts'],
    [{}, { labels: { a: null } }, 'alerts[0].labels', 'is no object of texts'],
    [{}, { labels: ['a'] }, 'alerts[0].labels', 'is no object of texts'],
    [
      {},
      { labels: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`l${i}`, ''])) },
      'alerts[0].labels',
      'has more than 512 members',
    ],
    [
      {},
      { labels: { ['n'.repeat(1_025)]: '' } },
      'alerts[0].labels',
      'has a name longer than 1024 or a text longer than 65536 characters',
    ],
    [
      {},
      { annotations: { a: 'x'.repeat(65_537) } },
      'alerts[0].annotations',
      'has a name longer than 1024 or a text longer than 65536 characters',
    ],
    [{}, { startsAt: 'now' }, 'alerts[0].startsAt', 'is not an instant of RFC 3339'],
    [{}, { startsAt: 1764000000 }, 'alerts[0].startsAt', 'is no text'],
    [{}, { startsAt: '2'.repeat(65) }, 'alerts[0].startsAt', 'is longer than 64 characters'],
    [{}, { endsAt: 'never' }, 'alerts[0].endsAt', 'is not an instant of RFC 3339'],
  ])('%# %s', (change, changeOfAlert, path, problem) => {
    const reading = parse(change, changeOfAlert);
    expect(reading.ok || reading.problems).toEqual([{ path, problem }]);
  });

  test('nests deeper than any version could', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 32; level++) deep = { deep };
    const reading = parse({ somethingNew: deep });
    expect(reading.ok || reading.problems).toEqual([
      { path: '', problem: 'is deeper than 32 levels' },
    ]);
  });

  test('at most ten problems', () => {
    const reading = parse({ alerts: Array.from({ length: 50 }, () => 1) });
    expect(reading.ok || reading.problems).toHaveLength(10);
  });

  const secret = 's3cret';
  const hostile = fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(secret, 1, null, true, '2026-11-24T11:22:13Z', 'firing'),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ),
    map: fc.dictionary(
      fc.constantFrom(...Object.keys(sent), ...Object.keys(sent.alerts[0] ?? {}), secret),
      tie('value'),
    ),
  }));

  test('any JSON at all, without an exception and without a word of it', () => {
    fc.assert(
      fc.property(hostile.map, (change) => {
        for (const reading of [parse(change), parse({}, change)]) {
          if (!reading.ok) expect(JSON.stringify(reading.problems)).not.toContain(secret);
        }
      }),
      { numRuns: 500 },
    );
  });
});
