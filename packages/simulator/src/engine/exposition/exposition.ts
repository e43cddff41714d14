import type { LabelSet } from '@flyball/core';
import type { ScrapeTarget } from '../../path/index.ts';
import type { ServiceOptions, ServiceRun, ServiceSpec } from '../../service/index.ts';
import { podName } from '../pod-view.ts';
import { type ExposedMetric, exposedBy } from './exposed-metric.ts';
import { bucketEdges, type FamilyWriter, familyWriter, type Source } from './instruments.ts';

/** What a service exposes: the families of which anybody reads a series. */
interface ExpositionOptions {
  readonly metrics: readonly ExposedMetric[];
  /** Whether a series of this name is read by a rule, an adapter or a trigger. */
  readonly isRead: (name: string) => boolean;
  /** The name of the workload, by which its pods are called, and its namespace. */
  readonly workload: string;
  readonly namespace: string;
  /** What a pod is, for the memory that it holds. */
  readonly service: ServiceSpec;
}

const MEBIBYTE = 1_048_576;

/** The bytes that a pod holds, by the attempts at it. */
export function podBytes({ pods, requests }: ServiceSpec): (load: number) => number {
  const { idleMemory = 0 } = pods;
  const { memory = 0 } = requests;
  return (load) => (idleMemory + memory * load) * MEBIBYTE;
}

/**
 * The targets that Prometheus finds: a gateway for each `job` that families are exposed by, and the
 * pods whose containers run. A target of which nothing is read is no target.
 */
export class Exposition {
  /** How the service has to count: by which buckets, and whether for each pod as well. */
  readonly counting: Pick<ServiceOptions, 'buckets' | 'perPod'>;
  readonly #options: ExpositionOptions;
  readonly #edges: readonly number[];
  readonly #pods: Map<number, ScrapeTarget> = new Map();
  #gateways: readonly ScrapeTarget[] | undefined;

  constructor(options: ExpositionOptions) {
    this.#options = options;
    const { metrics } = options;
    const edges = metrics.filter(({ of }) => of === 'latency').flatMap(bucketEdges);
    this.#edges = [...new Set(edges)].sort((one, other) => one - other);
    this.counting = {
      ...(edges.length > 0 && { buckets: this.#edges }),
      perPod: metrics.some(
        (metric) =>
          exposedBy(metric) === 'pods' && (metric.of === 'latency' || metric.of === 'requests'),
      ),
    };
  }

  /** The targets there are now. */
  targets(service: ServiceRun): readonly ScrapeTarget[] {
    this.#gateways ??= this.#gatewayTargets(service);
    return [...this.#gateways, ...this.#podTargets(service)];
  }

  #gatewayTargets(service: ServiceRun): readonly ScrapeTarget[] {
    const source: Source = {
      tally: service.totals,
      get inFlight() {
        return service.inSystem;
      },
      get waiting() {
        return service.waiting;
      },
      get coreTime() {
        return service.totals.coreTime;
      },
      memory: 0,
    };
    const jobs = new Map<string, ExposedMetric[]>();
    for (const metric of this.#options.metrics) {
      if (exposedBy(metric) !== 'gateway') continue;
      const { job, instance } = gatewayLabels(metric);
      const name = `${job}/${instance}`;
      jobs.set(name, [...(jobs.get(name) ?? []), metric]);
    }
    return [...jobs].map(([name, metrics]) => {
      const labels = gatewayLabels(metrics[0]);
      return target(name, labels, this.#writers(metrics, labels), () => source);
    });
  }

  #podTargets(service: ServiceRun): readonly ScrapeTarget[] {
    const metrics = this.#options.metrics.filter((metric) => exposedBy(metric) === 'pods');
    if (metrics.length === 0) return [];
    const { workload, namespace } = this.#options;
    const bytes = podBytes(this.#options.service);
    const running = service.pods.filter(
      ({ phase }) => phase === 'starting' || phase === 'ready' || phase === 'terminating',
    );
    const serials = new Set(running.map(({ serial }) => serial));
    for (const serial of this.#pods.keys()) if (!serials.has(serial)) this.#pods.delete(serial);
    return running.map((pod) => {
      const { serial, slot } = pod;
      const known = this.#pods.get(serial);
      if (known !== undefined) return known;
      const name = podName(workload, serial);
      const labels = { job: workload, instance: `${name}:8080`, namespace, pod: name };
      const source: Source = {
        get tally() {
          return service.podTally(slot);
        },
        get inFlight() {
          return service.podLoad(slot);
        },
        waiting: 0,
        get coreTime() {
          return service.podCoreTime(slot);
        },
        get memory() {
          return bytes(service.podLoad(slot));
        },
      };
      // What has not begun to serve does not answer a scrape either.
      const sourceNow = (): Source | undefined => (pod.phase === 'starting' ? undefined : source);
      const made = target(name, labels, this.#writers(metrics, labels), sourceNow);
      this.#pods.set(serial, made);
      return made;
    });
  }

  #writers(metrics: readonly ExposedMetric[], labels: LabelSet): readonly FamilyWriter[] {
    const { workload, isRead } = this.#options;
    return metrics.map((metric) => {
      const given =
        exposedBy(metric) === 'pods'
          ? { container: workload, service: workload, ...metric.labels }
          : (metric.labels ?? {});
      const own = Object.entries(given).filter(([name]) => !Object.hasOwn(labels, name));
      return familyWriter(metric, Object.fromEntries(own), isRead, this.#edges);
    });
  }
}

function gatewayLabels(metric: ExposedMetric | undefined): { job: string; instance: string } {
  const { job = 'gateway', instance = job } = metric?.labels ?? {};
  return { job, instance };
}

function target(
  name: string,
  labels: LabelSet,
  writers: readonly FamilyWriter[],
  sourceNow: () => Source | undefined,
): ScrapeTarget {
  return {
    name,
    labels,
    expose(page) {
      const source = sourceNow();
      if (source === undefined) return false;
      for (const write of writers) write(page, source);
      return true;
    },
  };
}
