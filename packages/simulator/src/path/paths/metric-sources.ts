import type { MetricSpec, Reading } from '@flyball/core';
import { AdapterServer } from '../adapter/index.ts';
import { MetricsServer } from '../metrics-server/index.ts';
import { QueryRunner } from '../query/index.ts';
import type { Stage } from '../timing/index.ts';
import type { PodsInView } from './metrics-path.ts';
import type { MetricSourceOptions, PathFaults, PrometheusOptions } from './path-options.ts';
import { unreachableApi } from './unreachable-api.ts';

/** The servers that answer for the metrics of a policy. */
export class MetricSources {
  readonly prometheus: QueryRunner;
  /** What has to pass time for them. */
  readonly stages: readonly Stage[];
  readonly #metrics: readonly MetricSpec[];
  readonly #namespace: string;
  readonly #adapter: AdapterServer | undefined;
  readonly #server: MetricsServer | undefined;
  readonly #fault: PathFaults['metricsApi'];

  /** @throws {RangeError} if a metric has nothing that would answer for it */
  constructor(options: PrometheusOptions & MetricSourceOptions) {
    const { policy, store, startedAt, lookback, faults = {}, adapter, usage } = options;
    const { relist, maxAge, metricsResolution } = options;
    this.#metrics = policy.spec.metrics;
    this.#fault = faults.metricsApi;
    this.#namespace = policy.metadata.namespace ?? 'default';
    this.prometheus = new QueryRunner({
      store,
      ...(lookback === undefined ? {} : { lookback }),
      ...(faults.query === undefined ? {} : { fault: faults.query }),
    });
    this.#adapter =
      adapter &&
      new AdapterServer({
        adapter,
        store,
        prometheus: this.prometheus,
        startedAt,
        ...(relist === undefined ? {} : { relist }),
        ...(maxAge === undefined ? {} : { maxAge }),
        ...(faults.relist === undefined ? {} : { fault: faults.relist }),
      });
    this.#server =
      usage &&
      new MetricsServer({
        usage,
        startedAt,
        ...(metricsResolution === undefined ? {} : { resolution: metricsResolution }),
        ...(faults.metricsServer === undefined ? {} : { fault: faults.metricsServer }),
      });
    this.stages = [this.#adapter, this.#server].filter((stage) => stage !== undefined);
    for (const [i, metric] of this.#metrics.entries()) this.#requireSource(metric, i);
  }

  readings(at: number, pods: PodsInView): readonly Reading[] {
    const down = this.#fault?.(at) !== undefined;
    return this.#metrics.map((metric) => (down ? unreachableApi() : this.#read(metric, at, pods)));
  }

  #read(spec: MetricSpec, at: number, { selector, names }: PodsInView): Reading {
    switch (spec.type) {
      case 'Resource':
        return this.#server?.read(spec.resource.name) ?? unserved('metrics.k8s.io');
      case 'ContainerResource': {
        const { name, container } = spec.containerResource;
        return this.#server?.read(name, container) ?? unserved('metrics.k8s.io');
      }
      default: {
        const metric = { spec, namespace: this.#namespace, selector, podNames: names };
        return this.#adapter?.read(metric, at) ?? unserved('custom.metrics.k8s.io');
      }
    }
  }

  #requireSource({ type }: MetricSpec, place: number): void {
    const resource = type === 'Resource' || type === 'ContainerResource';
    if (resource ? this.#server !== undefined : this.#adapter !== undefined) return;
    const missing = resource ? 'usage of the containers' : "prometheus-adapter's rules";
    throw new RangeError(`spec.metrics[${place}] is of type ${type}; give the path the ${missing}`);
  }
}

function unserved(api: string): Reading {
  return { error: { reason: 'NotFound', message: `nobody serves ${api}` } };
}
