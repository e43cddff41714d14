import { join } from 'node:path';
import {
  compileEnrichment,
  createEnrichment,
  createEnrichmentApp,
  type Log,
  type PodAddress,
  success,
} from '@flyball/webhook';
import { type Listening, listen, readFolder, systemClock } from '@flyball/webhook/node';
import { type KongDataPlane, type KongRoute, startKongDataPlane } from './kong-data-plane.ts';

/** Data planes that look like Kong's pods, and the enrichment over them. */
export interface EnrichedKong {
  /** One for each pod: counters are driven through it, `close` kills it. */
  readonly dataPlanes: readonly KongDataPlane[];
  /** `127.0.0.1:<port>`, where `/metrics` is. */
  readonly target: string;
  /** For `scrape_configs` of Prometheus, as the operator's ServiceMonitor makes it. */
  readonly scrapeConfig: object;
  /** The pod is deleted: from now on it is not listed. */
  forget(pod: number): void;
  stop(): Promise<void>;
}

export interface EnrichedKongOptions {
  readonly pods: number;
  /** What each of them routes. */
  readonly routes: readonly KongRoute[];
  /** Of the manifests: the extension, its binding, where the pods are. */
  readonly folder: string;
  readonly log: Log;
}

/** The folder of the tutorial's extension, and of the file that says where Kong is. */
export const enrichmentFolder: string = join(import.meta.dirname, '../../examples/kong-enrichment');

/** The tutorial's only route, as Kong's controller names it. */
export const commandRoute: KongRoute = {
  service: 'kong.command.80',
  route: 'kong.command.command..80',
  object: { namespace: 'kong', name: 'command' },
};

/**
 * A batch of requests that takes 102.312 ms on average, in the whole milliseconds that Kong
 * observes: driven once a scrape, every window of every rate has this average and no other.
 */
export function observeTutorialBatch(dataPlane: KongDataPlane, route: string): void {
  dataPlane.observe(route, 86, 102);
  dataPlane.observe(route, 39, 103);
}

export async function startEnrichedKong(options: EnrichedKongOptions): Promise<EnrichedKong> {
  const { routes, folder, log } = options;
  const reading = compileEnrichment(await readFolder(folder));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('\n'));
  const dataPlanes = await Promise.all(
    Array.from({ length: options.pods }, () => startKongDataPlane(routes)),
  );
  let pods = dataPlanes.map(
    ({ port }, index): PodAddress => ({
      namespace: 'kong',
      name: `dataplane-kong-${index}`,
      uid: String(index),
      address: '127.0.0.1',
      ports: { metrics: port },
    }),
  );
  const enrichment = createEnrichment(reading.config, {
    fetch,
    pods: { podAddresses: async () => success(pods) },
    clock: systemClock,
    log,
  });
  const app = createEnrichmentApp({ enrichment, log, guard: null });
  const listening: Listening = await listen(app, { port: 0 });
  const target = new URL(listening.url).host;
  return {
    dataPlanes,
    target,
    scrapeConfig: {
      job_name: 'flyball-enrichment',
      scrape_interval: '1s',
      static_configs: [
        {
          targets: [target],
          labels: { namespace: 'kong-system', service: 'kong-operator-metrics' },
        },
      ],
    },
    forget: (pod) => {
      pods = pods.filter(({ uid }) => uid !== String(pod));
    },
    stop: async () => {
      await listening.close();
      await Promise.all(dataPlanes.map((each) => each.close()));
    },
  };
}
