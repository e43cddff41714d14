import { LatencyHistogram, type Traffic } from './latency-histogram.ts';
import { type Page, serveText } from './text-server.ts';

/** A route to a service, as a Kong that its controller configured has it. */
export interface KongRoute {
  /** The Kong service: `kong.command.80`. */
  readonly service: string;
  readonly route: string;
  /** What the tags of the Kong service say; none of them if absent. */
  readonly object?: { readonly namespace: string; readonly name: string; readonly kind?: string };
}

/** Something that shows what a data plane of Kong 3 is documented to show. It is no Kong. */
export interface KongDataPlane {
  /** `http://127.0.0.1:<port>`: `/metrics`, and the lists of its Admin API. */
  readonly origin: string;
  readonly port: number;
  add(route: KongRoute): void;
  remove(route: string): void;
  setTraffic(route: string, traffic: Traffic): void;
  /** Requests that take place now, beside the traffic. */
  observe(route: string, requests: number, latencyMs: number): void;
  /** Runs before every answer of `/metrics`: a script that drives the counters. */
  onScrape(script: () => void): void;
  /** Starts all counters from zero, as a restart does. */
  restart(): void;
  /** What `/metrics` answers from now on instead; `undefined` for what it should. */
  break(page: Page): void;
  text(): string;
  close(): Promise<void>;
}

const latency = 'kong_upstream_latency_ms';

/**
 * Starts one, with the traps of the real exposition: buckets are left out below the first that was
 * hit, all buckets of a metric come first, then all counts, then all sums; a family of the node
 * that is called a total and is a gauge.
 *
 * Source: https://developer.konghq.com/plugins/prometheus/
 */
export async function startKongDataPlane(
  routes: readonly KongRoute[],
  now: () => number = Date.now,
): Promise<KongDataPlane> {
  const shown = new Map<
    string,
    { readonly route: KongRoute; readonly latency: LatencyHistogram }
  >();
  let broken: Page;
  let script = (): void => {};
  const add = (route: KongRoute): void => {
    const labels = { service: route.service, route: route.route, workspace: 'default' };
    shown.set(route.route, { route, latency: new LatencyHistogram(latency, labels, now()) });
  };
  const find = (route: string): LatencyHistogram => {
    const found = shown.get(route);
    if (found === undefined) throw new Error(`the data plane has no route ${route}`);
    return found.latency;
  };
  for (const route of routes) add(route);

  const text = (): string => {
    const at = now();
    // A label set is there from its first request on.
    const active = [...shown.values()].filter((each) => each.latency.total(at) > 0);
    const lines = active.map((each) => each.latency.lines(at));
    return [
      '# HELP kong_http_requests_total HTTP status codes per consumer/service/route in Kong',
      '# TYPE kong_http_requests_total counter',
      ...active.map(
        ({ route, latency: histogram }) =>
          `kong_http_requests_total{service="${route.service}",route="${route.route}",code="200",source="service",workspace="default",consumer=""} ${histogram.total(at)}`,
      ),
      '# HELP kong_nginx_requests_total Total number of requests',
      '# TYPE kong_nginx_requests_total gauge',
      'kong_nginx_requests_total{node_id="0",subsystem="http"} 7',
      `# HELP ${latency} Latency added by upstream response for each service/route in Kong`,
      `# TYPE ${latency} histogram`,
      ...lines.flatMap(({ buckets }) => buckets.filter((line) => !line.endsWith(' 0'))),
      ...lines.map(({ count }) => count),
      ...lines.map(({ sum }) => sum),
      '',
    ].join('\n');
  };
  const json = (data: readonly object[]): Page => ({
    contentType: 'application/json; charset=utf-8',
    body: JSON.stringify({ data, next: null }),
  });
  const services = (): readonly object[] => {
    const byName = new Map([...shown.values()].map(({ route }) => [route.service, route]));
    return [...byName.values()].map(({ service, object }) => ({
      name: service,
      tags: object && [
        `k8s-name:${object.name}`,
        `k8s-namespace:${object.namespace}`,
        `k8s-kind:${object.kind ?? 'Service'}`,
        ...(object.kind === undefined ? [] : ['k8s-group:gateway.networking.k8s.io']),
        'k8s-version:v1',
      ],
    }));
  };
  const server = await serveText({
    '/metrics': () => {
      script();
      return broken ?? { contentType: 'text/plain; charset=UTF-8', body: text() };
    },
    '/services': () => json(services()),
    '/upstreams': () => json([]),
  });
  return {
    origin: `http://${server.target}`,
    port: Number(server.target.split(':')[1]),
    add,
    remove: (route) => {
      shown.delete(route);
    },
    setTraffic: (route, traffic) => find(route).set(traffic, now()),
    observe: (route, requests, latencyMs) => find(route).observe(requests, latencyMs),
    onScrape: (given) => {
      script = given;
    },
    restart: () => {
      for (const each of shown.values()) each.latency.reset(now());
    },
    break: (page) => {
      broken = page;
    },
    text,
    close: server.close,
  };
}
