import { fc, test } from '@fast-check/vitest';
import { type AlertRoutingOptions, alertRouting, formatAlertmanagerConfig } from '@flyball/core';
import { describe, expect, it } from 'vitest';

const url = 'http://flyball.flyball.svc:8787/api/v1/alerts';

describe('alertRouting', () => {
  it('routes our alerts, one group for each HorizontalPodAutoscaler', () => {
    expect(alertRouting({ url })).toEqual({
      ok: true,
      routing: {
        route: {
          receiver: 'flyball',
          matchers: ['alertname=~"FlyballAboveTarget|FlyballBelowTarget"'],
          group_by: ['namespace', 'horizontalpodautoscaler'],
          group_wait: '0s',
          group_interval: '5s',
          repeat_interval: '4s',
        },
        receiver: {
          name: 'flyball',
          webhook_configs: [
            { url, send_resolved: true, max_alerts: 0, http_config: { follow_redirects: false } },
          ],
        },
      },
    });
  });

  it('names the file of the token', () => {
    expect(alertRouting({ url, credentialsFile: '/etc/flyball/token' })).toMatchObject({
      routing: {
        receiver: {
          webhook_configs: [
            {
              http_config: {
                authorization: { type: 'Bearer', credentials_file: '/etc/flyball/token' },
              },
            },
          ],
        },
      },
    });
  });

  // The field exists since 0.28.0; 0.25 refuses the file.
  it.each([
    [undefined, undefined],
    ['0.25.0', undefined],
    ['0.27.0', undefined],
    ['0.28.0', '3s'],
    ['v0.34.2', '3s'],
    ['1.0.0', '3s'],
  ])('Alertmanager %s has the timeout %s', (alertmanager, timeout) => {
    const result = alertRouting(alertmanager === undefined ? { url } : { url, alertmanager });
    expect(result.ok && result.routing.receiver.webhook_configs[0].timeout).toBe(timeout);
  });

  const wrong: readonly (readonly [string, Partial<AlertRoutingOptions>, string, string])[] = [
    [
      'equal intervals',
      { groupInterval: 5_000, repeatInterval: 5_000 },
      'options.repeatInterval',
      'repeat-not-below-group',
    ],
    [
      'a longer repetition',
      { repeatInterval: 60_000 },
      'options.repeatInterval',
      'repeat-not-below-group',
    ],
    ['no time at all', { repeatInterval: 0 }, 'options.repeatInterval', 'bad-duration'],
    [
      'a group interval that leaves no room',
      { groupInterval: 1, repeatInterval: 1 },
      'options.groupInterval',
      'bad-duration',
    ],
    ['no address', { url: 'flyball:8787' }, 'options.url', 'bad-url'],
    ['half an address', { url: 'http:///alerts' }, 'options.url', 'bad-url'],
    ['an address with a space', { url: 'http://fly ball/' }, 'options.url', 'bad-url'],
    ['no receiver', { receiver: '' }, 'options.receiver', 'bad-receiver'],
    ['no file', { credentialsFile: ' ' }, 'options.credentialsFile', 'bad-credentials-file'],
    ['no version', { alertmanager: 'latest' }, 'options.alertmanager', 'bad-version'],
  ];
  it.each(wrong)('refuses %s', (_, options, field, code) => {
    expect(alertRouting({ url, ...options })).toEqual({
      ok: false,
      problems: [expect.objectContaining({ field, code })],
    });
  });

  it('does not repeat a password', () => {
    expect(alertRouting({ url: 'http://me:secret@fly ball/' })).toMatchObject({
      problems: [{ message: '"http://…@fly ball/" is no address of http or https' }],
    });
  });

  it('says what to do about intervals', () => {
    expect(alertRouting({ url, groupInterval: 5_000, repeatInterval: 15_000 })).toMatchObject({
      problems: [
        {
          message: expect.stringContaining('repeatInterval 15s is not below groupInterval 5s'),
          remedy: 'set repeatInterval below 5000, such as 4000',
        },
      ],
    });
  });

  test.prop([fc.integer({ min: 2, max: 1e9 }), fc.integer({ min: 1, max: 1e9 })])(
    'takes a repetition exactly when it is below the group interval',
    (groupInterval, repeatInterval) => {
      const { ok } = alertRouting({ url, groupInterval, repeatInterval });
      expect(ok).toBe(repeatInterval < groupInterval);
    },
  );
});

describe('formatAlertmanagerConfig', () => {
  it('is a whole file in which other alerts go nowhere', () => {
    const result = alertRouting({ url });
    expect(result.ok && formatAlertmanagerConfig(result.routing)).toBe(`route:
  receiver: nobody
  routes:
    - receiver: flyball
      matchers:
        - alertname=~"FlyballAboveTarget|FlyballBelowTarget"
      group_by:
        - namespace
        - horizontalpodautoscaler
      group_wait: 0s
      group_interval: 5s
      repeat_interval: 4s
receivers:
  - name: nobody
  - name: flyball
    webhook_configs:
      - url: ${url}
        send_resolved: true
        max_alerts: 0
        http_config:
          follow_redirects: false
`);
  });

  it('has no two receivers of one name', () => {
    const result = alertRouting({ url, receiver: 'nobody' });
    expect(result.ok && formatAlertmanagerConfig(result.routing)).toContain(
      'receiver: nobody-else',
    );
  });
});
