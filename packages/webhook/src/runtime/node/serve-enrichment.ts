import type { EnrichmentConfig } from '../../config/index.ts';
import { createEnrichment, createEnrichmentApp } from '../../enrichment/index.ts';
import { authentication, type Callers } from '../../http/index.ts';
import { KubernetesApi, KubernetesPodAddresses } from '../../kubernetes/index.ts';
import type { HttpFetch, Log } from '../../ports/index.ts';
import type { KubeConnection } from './kubernetes/index.ts';
import { type ListenOptions, listen } from './listen.ts';
import { stopped } from './stopped.ts';
import { systemClock } from './system-clock.ts';

export interface ServeEnrichmentOptions extends Callers {
  readonly config: EnrichmentConfig;
  /** Null where every data plane has an address of its own. */
  readonly cluster: KubeConnection | null;
  /** Reaches the data planes. */
  readonly fetch: HttpFetch;
  readonly listen: ListenOptions;
  readonly log: Log;
  /** Ends it. */
  readonly stop: AbortSignal;
}

/**
 * Serves the metrics of all data planes at `/metrics` until it is told to stop.
 * @throws Error when the address is taken or cannot be bound
 */
export async function serveEnrichment(options: ServeEnrichmentOptions): Promise<void> {
  const { config, cluster, fetch, tokens, users, log, stop } = options;
  const enrichment = createEnrichment(config, {
    fetch,
    pods: cluster === null ? null : new KubernetesPodAddresses(new KubernetesApi(cluster)),
    clock: systemClock,
    log,
  });
  const guard = authentication({ tokens, users });
  const listening = await listen(createEnrichmentApp({ enrichment, log, guard }), options.listen);
  log.write('info', 'listening', { url: listening.url, metrics: `${listening.url}/metrics` });
  await stopped(stop);
  log.write('info', 'stopping', {});
  await listening.close();
  log.write('info', 'stopped', {});
}
