import { LatencyHistogram, type Traffic } from './latency-histogram.ts';
import { serveText } from './text-server.ts';

export type { Traffic } from './latency-histogram.ts';

export interface KongExporterOptions {
  /** The services whose histograms are shown. */
  readonly services: readonly { readonly namespace: string; readonly name: string }[];
  /** Milliseconds; the counters advance by it. */
  readonly now?: () => number;
}

export interface KongExporter {
  /** `http://127.0.0.1:<port>/metrics`. */
  readonly url: string;
  /** `127.0.0.1:<port>`, as a scrape configuration names a target. */
  readonly target: string;
  /** From now on this flows through the service. Counters keep what they have. */
  setTraffic(service: string, traffic: Traffic): void;
  /** Starts all counters of the service from zero again, as a restarted data plane does. */
  reset(service: string): void;
  /** The text that a scrape gets at this moment. */
  text(): string;
  close(): Promise<void>;
}

/**
 * A scrape configuration as the operator's ServiceMonitor makes it, to stand in `scrape_configs`:
 * the target has labels of its own, so that Prometheus stores those of the series as `exported_…`.
 *
 * @param interval as Prometheus writes it: `1s`
 */
export function kongScrapeConfig(exporter: KongExporter, interval: string): object {
  return {
    job_name: 'kong-operator',
    scrape_interval: interval,
    scrape_timeout: interval,
    static_configs: [
      {
        targets: [exporter.target],
        labels: { namespace: 'kong-system', service: 'kong-operator-metrics' },
      },
    ],
  };
}

/** The seven labels that Kong's operator gives to the series of a service. */
function operatorLabels(namespace: string, name: string): Readonly<Record<string, string>> {
  return {
    namespace,
    service: name,
    kubernetes_apiversion: 'v1',
    kubernetes_kind: 'service',
    kubernetes_name: name,
    kubernetes_namespace: namespace,
    dataplane_url: `https://10-0-0-1.dataplane-admin-kong.${namespace}.svc:8444`,
  };
}

/**
 * Serves `kong_upstream_latency_ms` as Kong's operator exposes it for services that a
 * DataPlaneMetricsExtension selects: its seven labels, Kong's buckets, no timestamps. The counters
 * advance with the clock by the traffic that was set, so that a rate over them is that traffic.
 */
export async function startKongExporter(options: KongExporterOptions): Promise<KongExporter> {
  const now = options.now ?? Date.now;
  const services = new Map(
    options.services.map(({ namespace, name }) => [
      name,
      new LatencyHistogram('kong_upstream_latency_ms', operatorLabels(namespace, name), now()),
    ]),
  );
  const service = (name: string): LatencyHistogram => {
    const found = services.get(name);
    if (found === undefined) throw new Error(`the exporter shows no service ${name}`);
    return found;
  };
  const text = (): string => {
    const at = now();
    return [
      '# HELP kong_upstream_latency_ms Latency of upstream responses in milliseconds.',
      '# TYPE kong_upstream_latency_ms histogram',
      ...[...services.values()].flatMap((each) => {
        const { buckets, sum, count } = each.lines(at);
        return [...buckets, sum, count];
      }),
      '',
    ].join('\n');
  };
  const server = await serveText({
    '/metrics': () => ({ contentType: 'text/plain; version=0.0.4', body: text() }),
  });
  return {
    url: `http://${server.target}/metrics`,
    target: server.target,
    setTraffic: (name, traffic) => service(name).set(traffic, now()),
    reset: (name) => service(name).reset(now()),
    text,
    close: server.close,
  };
}
