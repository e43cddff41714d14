import { alertRouting, alertRules, formatAlertmanagerConfig, formatRuleFile } from '@flyball/core';
import { createPrometheusSource, type EmbeddedCluster, type Log } from '@flyball/webhook';
import { systemClock } from '@flyball/webhook/node';
import { startAlertmanager } from '../../test/support/alertmanager-server.ts';
import { freePort } from '../../test/support/child-program.ts';
import {
  type KongExporter,
  kongScrapeConfig,
  startKongExporter,
} from '../../test/support/kong-exporter.ts';
import type { Programs } from '../../test/support/programs.ts';
import { type PrometheusServer, startPrometheus } from '../../test/support/prometheus-server.ts';
import type { Narrator } from './narrator.ts';
import { readPolicy, startTutorialWebhook } from './webhook.ts';

export interface RealChainOptions {
  readonly programs: Programs;
  /** The folder of the manifests, unchanged. */
  readonly folder: string;
  readonly narrator: Narrator;
  readonly log: Log;
  /** As Prometheus writes it; `1s` unless given. */
  readonly scrapeInterval?: string;
}

/** The tutorial's chain on the real programs; only Kong and the cluster are stand-ins. */
export interface RealChain {
  readonly exporter: KongExporter;
  readonly prometheus: PrometheusServer;
  readonly alertmanagerUrl: string;
  readonly cluster: EmbeddedCluster;
  /** Where the webhook listens. */
  readonly url: string;
  /** The bearer token that Alertmanager was given. */
  readonly token: string;
  /** The value of the policy's metric as Prometheus has it now; null without one. */
  metric(): Promise<number | null>;
  /** Stops everything, the last started first. */
  stop(): Promise<void>;
}

/**
 * Starts an exporter that looks like Kong's operator, a Prometheus that scrapes it and evaluates the
 * alerts made from the policy, an Alertmanager with the route made for them, and the webhook.
 */
export async function startRealChain(options: RealChainOptions): Promise<RealChain> {
  const { programs, narrator, log } = options;
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).toReversed()) await end();
  };
  try {
    const policy = await readPolicy(options.folder);
    const port = await freePort();
    const token = crypto.randomUUID();

    const exporter = await startKongExporter({
      services: [{ namespace: 'kong', name: 'command' }],
    });
    started.push(exporter.close);

    const routing = alertRouting({
      url: `http://127.0.0.1:${port}/api/v1/alerts`,
      // More than the two seconds of the scaling policies, so that each step has its whole allowance.
      groupInterval: 3_000,
      repeatInterval: 2_000,
      credentialsFile: 'token',
      alertmanager: programs.versions.alertmanager,
    });
    if (!routing.ok) throw new Error(routing.problems.map(({ message }) => message).join('\n'));
    const alertmanager = await startAlertmanager({
      programs,
      config: formatAlertmanagerConfig(routing.routing),
      files: { token },
    });
    started.push(alertmanager.stop);

    const queries = policy.metrics.flatMap((metric) => ('promql' in metric ? metric.promql : []));
    const { group, problems } = alertRules(policy.manifest, queries, { interval: 1_000 });
    if (group === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
    const prometheus = await startPrometheus({
      programs,
      config: tutorialPrometheusConfig(
        exporter,
        new URL(alertmanager.url).host,
        options.scrapeInterval,
      ),
      files: { 'flyball.rules.yml': formatRuleFile([group]) },
      resendDelay: '1s',
    });
    started.push(prometheus.stop);

    const metrics = createPrometheusSource({ url: prometheus.url, fetch });
    const { listening, cluster, lookOnce } = await startTutorialWebhook(policy, {
      clock: systemClock,
      log,
      metrics,
      narrator,
      tokens: [token],
      port,
    });
    started.push(listening.close);
    await lookOnce();

    const metric = async (): Promise<number | null> => {
      const answer = await metrics.query(queries[0] ?? '', { signal: AbortSignal.timeout(5_000) });
      if (!answer.ok || answer.value.kind !== 'vector') return null;
      const value = answer.value.samples[0]?.value;
      return typeof value === 'number' ? value : null;
    };
    return {
      exporter,
      prometheus,
      alertmanagerUrl: alertmanager.url,
      cluster,
      url: listening.url,
      token,
      metric,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What Prometheus is told in the tutorial, as JSON, which is YAML: there is nothing to escape. */
export function tutorialPrometheusConfig(
  exporter: KongExporter,
  alertmanager: string,
  scrapeInterval: string = '1s',
): string {
  return JSON.stringify({
    global: { evaluation_interval: '1s' },
    rule_files: ['flyball.rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] },
    scrape_configs: [kongScrapeConfig(exporter, scrapeInterval)],
  });
}
