import { alertRouting, alertRules, formatAlertmanagerConfig, formatRuleFile } from '@flyball/core';
import {
  compileAlertMatchers,
  createPrometheusSource,
  type Notification,
  parseNotification,
} from '@flyball/webhook';
import { afterEach, expect, it } from 'vitest';
import { answerOf, expectFailure, patient } from '../contracts/answers.ts';
import { autoscaler } from '../core/alerting/autoscaler.ts';
import { type AlertmanagerServer, startAlertmanager } from '../support/alertmanager-server.ts';
import { kongScrapeConfig, startKongExporter } from '../support/kong-exporter.ts';
import { startPrometheus } from '../support/prometheus-server.ts';
import { type Delivery, startWebhookSink, type WebhookSink } from '../support/webhook-sink.ts';
import { describeWithPrograms } from './programs.ts';

const latency = [
  'sum by (exported_service) (rate(kong_upstream_latency_ms_sum{exported_service="command"}[60s]))',
  'sum by (exported_service) (rate(kong_upstream_latency_ms_count{exported_service="command"}[60s]))',
].join(' / ');

const policies = [
  { key: 'kong/command', namespace: 'kong', name: 'command' },
  { key: 'kong/search', namespace: 'kong', name: 'search' },
];

function read({ body }: Delivery): Notification {
  const reading = parseNotification(body);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.notification;
}

const has =
  (status: string) =>
  (delivery: Delivery): boolean =>
    read(delivery).status === status;

describeWithPrograms('an alert of the real programs', (programs) => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  /** A receiver, and an Alertmanager that sends it the alerts of our rules at once. */
  async function startReceiver(): Promise<{
    readonly sink: WebhookSink;
    readonly alertmanager: AlertmanagerServer;
  }> {
    const sink = await startWebhookSink();
    open.push(sink.close);
    const result = alertRouting({
      url: sink.url,
      groupInterval: 1_000,
      repeatInterval: 500,
      credentialsFile: 'token',
      alertmanager: programs.versions.alertmanager,
    });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const alertmanager = await startAlertmanager({
      programs,
      config: formatAlertmanagerConfig(result.routing),
      files: { token: 's3cret\n' },
    });
    open.push(alertmanager.stop);
    return { sink, alertmanager };
  }

  it('arrives with its token, is read, names its policy, and is read again when it ends', async () => {
    const { sink, alertmanager } = await startReceiver();
    const labels = {
      alertname: 'FlyballAboveTarget',
      namespace: 'kong',
      horizontalpodautoscaler: 'command',
      metric: 'ü "quoted"\n',
    };
    const startsAt = '2026-11-24T11:22:13.123456789Z';
    const post = async (endsAt: string): Promise<void> => {
      const answer = await fetch(`${alertmanager.url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([
          { labels, annotations: { summary: 'late' }, startsAt, endsAt },
          { labels: { alertname: 'Other', namespace: 'kong' } },
        ]),
      });
      expect(answer.status).toBe(200);
    };

    await post(new Date(Date.now() + 300_000).toISOString());
    const delivery = await sink.next(has('firing'));
    const fired = read(delivery);
    expect(delivery.headers).toMatchObject({
      authorization: 'Bearer s3cret',
      'content-type': 'application/json',
    });
    expect(fired).toMatchObject({
      receiver: 'flyball',
      groupLabels: { namespace: 'kong', horizontalpodautoscaler: 'command' },
      truncatedAlerts: 0,
    });
    expect(fired.alerts).toEqual([
      {
        status: 'firing',
        labels,
        annotations: { summary: 'late' },
        startsAt: Date.UTC(2026, 10, 24, 11, 22, 13) + 123.456,
        endsAt: null,
        generatorURL: '',
        fingerprint: JSON.parse(delivery.body).alerts[0].fingerprint,
      },
    ]);
    expect(fired.alerts.map(compileAlertMatchers(policies))).toEqual([['kong/command']]);

    const endsAt = Date.now();
    await post(new Date(endsAt).toISOString());
    const resolved = read(await sink.next(has('resolved')));
    expect(resolved.alerts).toMatchObject([{ status: 'resolved', endsAt }]);
    expect(resolved.alerts[0]?.fingerprint).toBe(fired.alerts[0]?.fingerprint);
  });

  it('fires for a latency above its target; that it resolves says nothing once Prometheus is gone', async () => {
    const exporter = await startKongExporter({
      services: [{ namespace: 'kong', name: 'command' }],
    });
    open.push(exporter.close);
    const { sink, alertmanager } = await startReceiver();
    const { group, problems } = alertRules(autoscaler(), [latency], { interval: 1_000 });
    expect(problems).toEqual([]);
    const prometheus = await startPrometheus({
      programs,
      // JSON is YAML.
      config: JSON.stringify({
        rule_files: ['rules.yaml'],
        scrape_configs: [kongScrapeConfig(exporter, '1s')],
        alerting: {
          alertmanagers: [{ static_configs: [{ targets: [new URL(alertmanager.url).host] }] }],
        },
      }),
      files: { 'rules.yaml': formatRuleFile(group === undefined ? [] : [group]) },
    });
    open.push(prometheus.stop);
    const source = createPrometheusSource({ url: prometheus.url, fetch });

    exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 102 });
    const [alert] = read(await sink.next(has('firing'))).alerts;
    expect(alert?.labels).toMatchObject({
      alertname: 'FlyballAboveTarget',
      namespace: 'kong',
      horizontalpodautoscaler: 'command',
      exported_service: 'command',
    });
    expect(compileAlertMatchers(policies)({ labels: alert?.labels ?? {} })).toEqual([
      'kong/command',
    ]);
    const answer = answerOf(await source.query(latency, patient));
    if (answer.kind !== 'vector') throw new Error(`a ${answer.kind}`);
    expect(answer.samples).toHaveLength(1);
    expect(answer.samples[0]?.labels).toEqual({ exported_service: 'command' });
    // Every request takes 102 ms. Sum and count are extrapolated by the same part.
    expect(answer.samples[0]?.value).toBeCloseTo(102, 6);

    await prometheus.kill();
    expect(read(await sink.next(has('resolved'))).alerts).toMatchObject([{ status: 'resolved' }]);
    expectFailure(await source.query(latency, patient), 'unavailable');
  });
});
