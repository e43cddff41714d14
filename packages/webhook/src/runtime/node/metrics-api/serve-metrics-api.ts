import { setTimeout as sleep } from 'node:timers/promises';
import type { MetricRules } from '../../../config/index.ts';
import {
  KubernetesAccessReviews,
  KubernetesApi,
  KubernetesAuthenticationSource,
  KubernetesClusterObjects,
} from '../../../kubernetes/index.ts';
import {
  Authenticator,
  Authorizer,
  createMetricsApp,
  MetricCatalog,
  MetricServers,
  MetricsApi,
} from '../../../metrics-api/index.ts';
import type { AuthenticationSource, Log, MetricSource } from '../../../ports/index.ts';
import { bind } from '../bind.ts';
import type { KubeConnection } from '../kubernetes/index.ts';
import type { ServerTlsMaterial } from '../listen-tls.ts';
import { stopped } from '../stopped.ts';
import { systemClock } from '../system-clock.ts';
import { createMetricsServer } from './metrics-server.ts';

export interface ServeMetricsApiOptions {
  readonly rules: MetricRules;
  /** By name; the first is asked by rules that name none. */
  readonly servers: ReadonlyMap<string, MetricSource>;
  readonly cluster: KubeConnection;
  /** How callers are known; what the API server says in its ConfigMap by default. */
  readonly authentication?: AuthenticationSource;
  /** What the server shows. */
  readonly tls: () => ServerTlsMaterial;
  readonly hostname: string;
  readonly port: number;
  readonly serve: { readonly custom: boolean; readonly external: boolean };
  /** How often series are listed anew, in milliseconds. */
  readonly relistIntervalMs: number;
  /** So long an answer counts for whoever asks the same, in milliseconds. */
  readonly cacheMs: number;
  /** Paths that anybody may get; those of health by default. */
  readonly openPaths?: readonly string[];
  readonly log: Log;
  /** Ends it. */
  readonly stop: AbortSignal;
}

/** How often it is read anew by what callers are known, and how soon after a failure. */
const authenticationIntervalMs = 60_000;
const authenticationRetryMs = 5_000;

/** How soon after a listing without any success the next one comes. */
const relistRetryMs = 5_000;

/**
 * Serves the metrics API until it is told to stop. It answers health from the beginning, and is
 * ready once series have been listed and it is known by what callers are known.
 *
 * @throws Error when the address is taken or cannot be bound
 */
export async function serveMetricsApi(options: ServeMetricsApiOptions): Promise<void> {
  const { rules, cluster, log, stop, relistIntervalMs, cacheMs, serve, openPaths } = options;
  const clock = systemClock;
  const api = new KubernetesApi(cluster);
  const objects = new KubernetesClusterObjects(api);
  const reviews = new KubernetesAccessReviews(api);
  const source = options.authentication ?? new KubernetesAuthenticationSource(api);
  const authenticator = new Authenticator({ source, reviews, clock, log });
  const servers = new MetricServers({ servers: options.servers, clock, lifetimeMs: cacheMs });
  const catalog = new MetricCatalog({
    rules,
    servers,
    cluster: objects,
    clock,
    log,
    seriesAgeMs: relistIntervalMs,
    keepForMs: 10 * relistIntervalMs,
    serve,
  });
  const app = createMetricsApp({
    api: new MetricsApi({ catalog, servers, cluster: objects, clock, lifetimeMs: cacheMs }),
    catalog,
    servers,
    authenticator,
    authorizer: new Authorizer({ reviews, clock }),
    ...(openPaths === undefined ? {} : { openPaths }),
    log,
  });
  const server = createMetricsServer(app, authenticator, options.tls);
  const listening = await bind(server, 'https', options.hostname, options.port);
  log.write('info', 'listening', { url: listening.url, cluster: cluster.server });

  const work = Promise.all([
    repeat(stop, async () => {
      const read = await authenticator.refresh({ signal: stop });
      return read ? authenticationIntervalMs : authenticationRetryMs;
    }),
    repeat(stop, async () => {
      const { unready } = catalog;
      await catalog.refresh(stop);
      if (unready !== null && catalog.unready === null) log.write('info', 'ready', {});
      return catalog.unready === null ? relistIntervalMs : relistRetryMs;
    }),
  ]);
  await stopped(stop);
  log.write('info', 'stopping', {});
  await Promise.all([work, listening.close()]);
  log.write('info', 'stopped', {});
}

/** Does something again and again; it says how long to wait before the next time. */
async function repeat(stop: AbortSignal, act: () => Promise<number>): Promise<void> {
  while (!stop.aborted) {
    const wait = await act();
    await sleep(wait, undefined, { signal: stop }).catch(() => {});
  }
}
