import { compileConfig, createPrometheusSource, type MetricSource } from '@flyball/webhook';
import { readFolder } from '@flyball/webhook/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../../examples/kong-tutorial/wait-until.ts';
import { CollectedLog } from '../support/collected-log.ts';
import {
  commandRoute,
  type EnrichedKong,
  enrichmentFolder,
  observeTutorialBatch,
  startEnrichedKong,
} from '../support/enriched-kong.ts';
import { type PrometheusServer, startPrometheus } from '../support/prometheus-server.ts';
import { tutorialFolder } from '../support/tutorial-files.ts';
import { describeWithPrograms } from './programs.ts';

const allowance = 120_000;

describeWithPrograms('the enrichment of what looks like Kong, in a real Prometheus', (programs) => {
  let kong: EnrichedKong;
  let prometheus: PrometheusServer;
  let source: MetricSource;
  let tutorialQuery: string;

  /** The samples of an instant query, by a label. */
  const ask = async (promql: string, label = ''): Promise<ReadonlyMap<string, unknown>> => {
    const answer = await source.query(promql, { signal: AbortSignal.timeout(5_000) });
    if (!answer.ok || answer.value.kind !== 'vector') return new Map();
    return new Map(answer.value.samples.map(({ labels, value }) => [labels[label] ?? '', value]));
  };

  beforeAll(async () => {
    // Two routes to one service, and a service that nobody selected, on each of two pods.
    const second = { ...commandRoute, route: 'kong.command.other..80' };
    const other = { service: 'kong.search.80', route: 'kong.search.search..80' };
    kong = await startEnrichedKong({
      pods: 2,
      routes: [commandRoute, second, other],
      folder: enrichmentFolder,
      log: new CollectedLog(),
    });
    for (const dataPlane of kong.dataPlanes) {
      dataPlane.onScrape(() => {
        observeTutorialBatch(dataPlane, commandRoute.route);
        observeTutorialBatch(dataPlane, second.route);
        dataPlane.observe(other.route, 100, 5_000);
      });
    }
    prometheus = await startPrometheus({
      programs,
      config: JSON.stringify({ scrape_configs: [kong.scrapeConfig] }),
    });
    source = createPrometheusSource({ url: prometheus.url, fetch });
    const config = compileConfig(await readFolder(tutorialFolder));
    const [metric] = config.ok ? (config.policies[0]?.metrics ?? []) : [];
    tutorialQuery = metric?.kind === 'value' ? metric.promql : '';
  }, allowance);
  afterAll(async () => {
    await prometheus?.stop();
    await kong?.stop();
  });

  it('gives the tutorial’s query the tutorial’s value', { timeout: allowance }, async () => {
    await waitUntil('the average has two points', async () => {
      return !Number.isNaN((await ask(tutorialQuery)).get('') ?? Number.NaN);
    });
    const [value] = (await ask(tutorialQuery)).values();
    expect(value).toBeCloseTo(102.312, 9);
  });

  it('has both pods, only the service that was selected, and the operator’s labels', async () => {
    const pods = await ask('kong_upstream_latency_ms_count', 'dataplane_url');
    expect([...pods.keys()].sort()).toEqual(kong.dataPlanes.map(({ origin }) => origin).sort());
    const labels =
      'exported_namespace, exported_service, kubernetes_namespace, kubernetes_name, kubernetes_kind, kubernetes_apiversion';
    expect((await ask(`count by (${labels}) (kong_upstream_latency_ms_count)`)).size).toBe(1);
    const services = await ask(
      'count by (exported_service) (kong_request_latency_ms_count or kong_upstream_latency_ms_count)',
      'exported_service',
    );
    expect([...services.keys()]).toEqual(['command']);
  });

  it('ends the series of a pod that dies, says so, and keeps the others', {
    timeout: allowance,
  }, async () => {
    const [dead, alive] = kong.dataPlanes;
    await dead?.close();
    const up = (): Promise<ReadonlyMap<string, unknown>> =>
      ask('flyball_dataplane_up', 'dataplane_url');
    await waitUntil('it is said', async () => (await up()).get(dead?.origin ?? '') === 0);
    expect((await up()).get(alive?.origin ?? '')).toBe(1);
    // Not five minutes later, as a series that just stops: at once, by a marker of staleness.
    const left = await ask('kong_upstream_latency_ms_count', 'dataplane_url');
    expect([...left.keys()]).toEqual([alive?.origin]);
    expect([...(await ask(tutorialQuery)).values()][0]).toBeCloseTo(102.312, 9);
    kong.forget(0);
    await waitUntil('its pod is forgotten', async () => (await up()).size === 1);
  });
});
