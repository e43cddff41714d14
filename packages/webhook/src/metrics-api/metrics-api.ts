import {
  type ApiAnswer,
  answerMetricsUrl,
  formatSelector,
  type KindRow,
  type MetricsStep,
  type ObjectNames,
  type Selector,
} from '@flyball/core';
import type { Clock, ClusterObjects } from '../ports/index.ts';
import { ExpiringCache } from './expiring-cache.ts';
import type { MetricCatalog } from './metric-catalog.ts';
import type { MetricServers } from './metric-servers.ts';

export interface MetricsApiOptions {
  readonly catalog: MetricCatalog;
  readonly servers: MetricServers;
  /** Absent: nobody can say which objects a selector selects. */
  readonly cluster?: ClusterObjects;
  readonly clock: Clock;
  /** So long a list of objects counts, in milliseconds. */
  readonly lifetimeMs: number;
}

/** How many lists of objects are remembered. */
const capacity = 1_000;

/** The longest wait for a list of objects. */
const listTimeoutMs = 10_000;

/** Answers the GETs of custom.metrics.k8s.io and external.metrics.k8s.io. */
export class MetricsApi {
  readonly #options: MetricsApiOptions;
  readonly #lists: ExpiringCache<ObjectNames>;

  constructor(options: MetricsApiOptions) {
    const { clock, lifetimeMs } = options;
    this.#options = options;
    this.#lists = new ExpiringCache({ clock, capacity, lifetimeOf: () => lifetimeMs });
  }

  /**
   * @param url path and query, as they stand in the request
   * @returns nothing when the URL belongs to no API that is served
   */
  async answer(url: string): Promise<ApiAnswer | undefined> {
    const { catalog } = this.#options;
    const first = answerMetricsUrl(url, catalog.service);
    return first && this.#finish(first);
  }

  async #finish(first: MetricsStep): Promise<ApiAnswer> {
    const { catalog, servers, clock } = this.#options;
    let step = first;
    while (step.kind === 'list') {
      step = step.next(await this.#names(step.row, step.namespace, step.selector));
    }
    if (step.kind === 'answer') return step.answer;
    const { rule, queries, next } = step;
    const name = catalog.nameOf(rule);
    const outcomes = await Promise.all(queries.map((promql) => servers.query(rule, name, promql)));
    return next(outcomes, clock.now());
  }

  #names(row: KindRow, namespace: string, selector: Selector): Promise<ObjectNames> {
    const { cluster } = this.#options;
    if (cluster === undefined) return Promise.resolve(noCluster);
    const { group, version, resource } = row;
    const key = JSON.stringify([group, version, resource, namespace, formatSelector(selector)]);
    return this.#lists.get(key, async () => {
      const signal = AbortSignal.timeout(listTimeoutMs);
      const found = await cluster.names(row, namespace, selector, { signal });
      return found.ok ? { ok: true, names: found.value } : { ok: false, reason: found.message };
    });
  }
}

const noCluster: ObjectNames = {
  ok: false,
  reason: 'there is no cluster to list objects in; name one object instead of *',
};
