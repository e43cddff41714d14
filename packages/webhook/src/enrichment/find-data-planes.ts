import type { DataPlaneConfig } from '../config/index.ts';
import type { CallOptions, Log, PodAddresses } from '../ports/index.ts';
import { addressedDataPlane, type DataPlane, podDataPlane } from './data-plane.ts';

/** The gateways of one configuration as they were found. */
export interface FoundDataPlanes {
  readonly config: DataPlaneConfig;
  readonly dataPlanes: readonly DataPlane[];
  /** False when they could not be listed: these are those of the last time. */
  readonly isCurrent: boolean;
}

/**
 * Finds the gateways of one configuration. While the cluster cannot be asked, those of the last
 * time are scraped: what they answer is as fresh as ever, and what has gone does not answer.
 */
export class DataPlaneFinder {
  readonly config: DataPlaneConfig;
  readonly #pods: PodAddresses | null;
  readonly #log: Log;
  #last: readonly DataPlane[] = [];
  #portless: string | undefined;

  constructor(config: DataPlaneConfig, pods: PodAddresses | null, log: Log) {
    this.config = config;
    this.#pods = pods;
    this.#log = log;
  }

  async find(options: CallOptions): Promise<FoundDataPlanes> {
    const { config } = this;
    if (config.kind === 'address') {
      return { config, dataPlanes: [addressedDataPlane(config.url)], isCurrent: true };
    }
    const { namespace, selector } = config;
    const listed = await this.#pods?.podAddresses(namespace, selector, options);
    if (listed?.ok !== true) {
      this.#log.write('warn', 'data planes not listed', {
        namespace,
        selector,
        problem: listed?.message ?? 'there is no cluster to ask',
      });
      return { config, dataPlanes: this.#last, isCurrent: false };
    }
    this.#last = listed.value.flatMap((pod) => {
      const dataPlane = podDataPlane(config, pod);
      if (dataPlane === null) this.#tellPortless(pod.name, config.port);
      return dataPlane === null ? [] : [dataPlane];
    });
    return { config, dataPlanes: this.#last, isCurrent: true };
  }

  /** Once for each pod that is the first to show it. */
  #tellPortless(pod: string, port: number | string): void {
    if (this.#portless === pod) return;
    this.#portless = pod;
    this.#log.write('warn', 'data plane without the port', {
      pod,
      problem: `its containers declare no port ${port}; give its number`,
    });
  }
}
