import {
  type AlertmanagerConfigOptions,
  alertmanagerConfig,
  alertRouting,
  alertRules,
  prometheusRule,
} from '@flyball/core';
import { describe, expect, it } from 'vitest';
import { autoscaler, query } from './autoscaler.ts';

const url = 'http://flyball.flyball.svc:8787/api/v1/alerts';

describe('prometheusRule', () => {
  const { group } = alertRules(autoscaler(), [query], { keepFiringFor: 60_000 });
  const groups = group === undefined ? [] : [group];

  it('holds the groups as they are: the operator writes rules with the same names', () => {
    expect(
      prometheusRule(groups, { namespace: 'kong', labels: { release: 'monitoring' } }),
    ).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { namespace: 'kong', name: 'flyball', labels: { release: 'monitoring' } },
      spec: { groups: [group] },
    });
  });

  it('has no labels and another name where that is asked for', () => {
    expect(prometheusRule(groups, { namespace: 'kong', name: 'wake' }).metadata).toEqual({
      namespace: 'kong',
      name: 'wake',
    });
  });
});

describe('alertmanagerConfig', () => {
  it('says in the words of the operator what alertRouting says in those of Alertmanager', () => {
    const result = alertmanagerConfig({ url, namespace: 'kong', alertmanager: '0.28.1' });
    if (!result.ok) throw new Error('the options are right');
    const { apiVersion, kind, metadata, spec } = result.manifest;
    expect({ apiVersion, kind, metadata }).toEqual({
      apiVersion: 'monitoring.coreos.com/v1alpha1',
      kind: 'AlertmanagerConfig',
      metadata: { namespace: 'kong', name: 'flyball' },
    });
    const plain = alertRouting({ url, alertmanager: '0.28.1' });
    if (!plain.ok) throw new Error('the options are right');
    const { route, receiver } = plain.routing;
    expect(spec.route).toEqual({
      receiver: route.receiver,
      matchers: [
        {
          name: 'alertname',
          matchType: '=~',
          value: 'FlyballAboveTarget|FlyballBelowTarget',
        },
      ],
      groupBy: route.group_by,
      groupWait: route.group_wait,
      groupInterval: route.group_interval,
      repeatInterval: route.repeat_interval,
    });
    expect(spec.receivers).toEqual([
      {
        name: receiver.name,
        webhookConfigs: [
          {
            url,
            sendResolved: true,
            maxAlerts: 0,
            timeout: '3s',
            httpConfig: { followRedirects: false },
          },
        ],
      },
    ]);
  });

  // The operator puts this matcher before the route: alerts without the label never arrive.
  it("needs the label namespace on the alerts, which a policy's alerts have", () => {
    const { group } = alertRules(autoscaler(), [query]);
    const result = alertmanagerConfig({ url, namespace: 'kong' });
    const { namespace } = result.ok ? result.manifest.metadata : { namespace: '' };
    expect(group?.rules.map(({ labels }) => labels['namespace'])).toEqual([namespace, namespace]);
  });

  it('takes the token from a Secret', () => {
    const credentials = { name: 'flyball-token', key: 'token' };
    expect(alertmanagerConfig({ url, namespace: 'kong', credentials })).toMatchObject({
      manifest: {
        spec: {
          receivers: [
            {
              webhookConfigs: [{ httpConfig: { authorization: { type: 'Bearer', credentials } } }],
            },
          ],
        },
      },
    });
  });

  it('has no field that an older Alertmanager refuses', () => {
    const result = alertmanagerConfig({ url, namespace: 'kong' });
    expect(JSON.stringify(result)).not.toContain('timeout');
  });

  const wrong: readonly (readonly [Partial<AlertmanagerConfigOptions>, string, string])[] = [
    [{ url: 'flyball:8787' }, 'options.url', 'bad-url'],
    [{ repeatInterval: 5_000 }, 'options.repeatInterval', 'repeat-not-below-group'],
    [{ credentials: { name: '', key: 'token' } }, 'options.credentials.name', 'bad-secret'],
    [{ credentials: { name: 'flyball', key: ' ' } }, 'options.credentials.key', 'bad-secret'],
  ];
  it.each(wrong)('refuses %j', (options, field, code) => {
    expect(alertmanagerConfig({ url, namespace: 'kong', ...options })).toEqual({
      ok: false,
      problems: [expect.objectContaining({ field, code })],
    });
  });
});
