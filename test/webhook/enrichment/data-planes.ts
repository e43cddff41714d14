import { writeExposition } from '@flyball/core';
import {
  createEnrichment,
  type Enrichment,
  type EnrichmentConfig,
  type EnrichmentLimits,
  failure,
  type PodAddress,
  type PodAddresses,
  success,
} from '@flyball/webhook';
import { patient } from '../../contracts/answers.ts';
import { CollectedLog } from '../../support/collected-log.ts';
import {
  type KongDataPlane,
  type KongRoute,
  startKongDataPlane,
} from '../../support/kong-data-plane.ts';
import { ManualClock } from '../../support/manual-clock.ts';

export const command: KongRoute = {
  service: 'kong.command.80',
  route: 'kong.command.command..80',
  object: { namespace: 'kong', name: 'command' },
};

/** A few data planes in pods, and the enrichment over them; every step of time is ours. */
export class DataPlanes implements PodAddresses {
  readonly clock = new ManualClock();
  readonly log = new CollectedLog();
  readonly pods: PodAddress[] = [];
  /** While true the cluster cannot be asked. */
  isDown = false;
  readonly #running: KongDataPlane[] = [];

  async start(name: string, routes: readonly KongRoute[] = [command]): Promise<KongDataPlane> {
    const dataPlane = await startKongDataPlane(routes, () => this.clock.now());
    this.#running.push(dataPlane);
    this.pods.push({
      namespace: 'kong',
      name,
      uid: `uid of ${name}`,
      address: '127.0.0.1',
      ports: { metrics: dataPlane.port },
    });
    return dataPlane;
  }

  podAddresses: PodAddresses['podAddresses'] = async () =>
    this.isDown ? failure('unavailable', 'no connection') : success([...this.pods]);

  enrichment(config: Partial<EnrichmentConfig> = {}, limits: EnrichmentLimits = {}): Enrichment {
    const { clock, log } = this;
    return createEnrichment(
      {
        dataPlanes: [
          {
            kind: 'pods',
            namespace: 'kong',
            selector: 'app=kong',
            scheme: 'http',
            port: 'metrics',
            path: '/metrics',
            service: null,
          },
        ],
        metrics: [latency],
        mapping: { table: new Map(), patterns: [], tags: true },
        services: null,
        keep: [],
        ...config,
      },
      { fetch, pods: this, clock, log },
      { reuseMs: 0, ...limits },
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((each) => each.close()));
  }
}

export const latency = {
  name: 'kong_upstream_latency_ms',
  serviceLabel: 'service',
  keep: [],
  bounds: [25, 50],
} as const;

/** The lines of a family, without its buckets. */
export async function linesOf(enrichment: Enrichment, family: string): Promise<readonly string[]> {
  const text = writeExposition(await enrichment.collect(patient));
  return text
    .split('\n')
    .filter((line) => line.startsWith(family) && !line.startsWith(`${family}_bucket`));
}

/** The only value of a series with all of these labels. */
export async function sampleOf(
  enrichment: Enrichment,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const found = (await enrichment.collect(patient))
    .flatMap(({ samples }) => samples)
    .filter(
      (sample) =>
        sample.name === name &&
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
    );
  if (found.length > 1) throw new Error(`${name} has ${found.length} series`);
  return found[0]?.value;
}
