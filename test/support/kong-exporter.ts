import { createServer } from 'node:http';

/** What flows through one Kubernetes service behind Kong, until it is set anew. */
export interface Traffic {
  readonly requestsPerSecond: number;
  /** Upstream latency of every request, in whole milliseconds as Kong observes it. */
  readonly latencyMs: number;
}

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

/** Upper bounds of Kong's latency buckets, in milliseconds (its exporter has no option for them). */
const bounds = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];

/** A histogram of one service; `owed` is the part of a request that has not become one yet. */
class Service {
  readonly #labels: string;
  readonly #buckets = new Float64Array(bounds.length + 1);
  #sum = 0;
  #owed = 0;
  #traffic: Traffic = { requestsPerSecond: 0, latencyMs: 0 };
  #at: number;

  constructor(namespace: string, name: string, at: number) {
    this.#at = at;
    this.#labels = [
      ['namespace', namespace],
      ['service', name],
      ['kubernetes_apiversion', 'v1'],
      ['kubernetes_kind', 'service'],
      ['kubernetes_name', name],
      ['kubernetes_namespace', namespace],
      ['dataplane_url', `https://10-0-0-1.dataplane-admin-kong.${namespace}.svc:8444`],
    ]
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
  }

  set(traffic: Traffic, at: number): void {
    this.#advance(at);
    this.#traffic = traffic;
  }

  reset(at: number): void {
    this.#advance(at);
    this.#buckets.fill(0);
    this.#sum = 0;
  }

  #advance(at: number): void {
    const due = this.#owed + (this.#traffic.requestsPerSecond * (at - this.#at)) / 1000;
    const requests = Math.floor(due);
    this.#owed = due - requests;
    this.#at = at;
    const bucket = bounds.findIndex((bound) => this.#traffic.latencyMs <= bound);
    const index = bucket < 0 ? bounds.length : bucket;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + requests;
    this.#sum += requests * this.#traffic.latencyMs;
  }

  lines(at: number): string[] {
    this.#advance(at);
    const lines: string[] = [];
    let cumulative = 0;
    for (const [index, count] of this.#buckets.entries()) {
      cumulative += count;
      const le = bounds[index] ?? '+Inf';
      lines.push(`kong_upstream_latency_ms_bucket{${this.#labels},le="${le}"} ${cumulative}`);
    }
    lines.push(`kong_upstream_latency_ms_sum{${this.#labels}} ${this.#sum}`);
    lines.push(`kong_upstream_latency_ms_count{${this.#labels}} ${cumulative}`);
    return lines;
  }
}

/**
 * Serves `kong_upstream_latency_ms` as Kong's operator exposes it for services that a
 * DataPlaneMetricsExtension selects: its seven labels, Kong's buckets, no timestamps. The counters
 * advance with the clock by the traffic that was set, so that a rate over them is that traffic.
 */
export async function startKongExporter(options: KongExporterOptions): Promise<KongExporter> {
  const now = options.now ?? Date.now;
  const services = new Map(
    options.services.map(({ namespace, name }) => [name, new Service(namespace, name, now())]),
  );
  const service = (name: string): Service => {
    const found = services.get(name);
    if (found === undefined) throw new Error(`the exporter shows no service ${name}`);
    return found;
  };
  const text = (): string => {
    const at = now();
    return [
      '# HELP kong_upstream_latency_ms Latency of upstream responses in milliseconds.',
      '# TYPE kong_upstream_latency_ms histogram',
      ...[...services.values()].flatMap((each) => each.lines(at)),
      '',
    ].join('\n');
  };
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('only /metrics is here\n');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const target = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    url: `http://${target}/metrics`,
    target,
    setTraffic: (name, traffic) => service(name).set(traffic, now()),
    reset: (name) => service(name).reset(now()),
    text,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
