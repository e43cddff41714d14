/** A family of series that the service, or what stands before it, exposes. */
export interface ExposedMetric {
  /** Of the family: a histogram has series with `_bucket`, `_sum` and `_count` behind it. */
  readonly name: string;
  readonly of: ExposedMeasure;
  /**
   * Who exposes it: one gateway that sees all attempts, or each pod for itself. Default `pods` for
   * cpu and memory, `gateway` for the others.
   */
  readonly from?: 'gateway' | 'pods';
  /**
   * Labels as Prometheus has them in the end, `job` and `instance` among them; what is left out of
   * those says `gateway`, or names the pod.
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** What the measure is multiplied by, as 1000 for milliseconds; default 1. */
  readonly scale?: number;
  /** Upper edges of the buckets of a latency, in its own unit; default those of Prometheus' clients. */
  readonly buckets?: readonly number[];
}

/** What a family of series measures. */
export type ExposedMeasure =
  /** A histogram of the latencies of answered attempts, in seconds times the scale. */
  | 'latency'
  /** A counter of attempts by their `code`: 200, and what a gateway says to those that failed. */
  | 'requests'
  /** A gauge of the attempts in the service, or at the pod. */
  | 'in-flight'
  /** A gauge of the requests that wait, at a pod or for one; of the gateway only. */
  | 'waiting'
  /** A counter of the seconds that the cores of a pod were busy; of pods only. */
  | 'cpu'
  /** A gauge of the bytes that a pod holds; of pods only. */
  | 'memory';

/** Who exposes a family. */
export function exposedBy({ of, from }: ExposedMetric): 'gateway' | 'pods' {
  return from ?? (of === 'cpu' || of === 'memory' ? 'pods' : 'gateway');
}

/** The names of the series of a family. */
export function seriesNames({ name, of }: ExposedMetric): readonly string[] {
  return of === 'latency' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
}

/** Kong's buckets, which cannot be configured; milliseconds. */
const KONG_BUCKETS = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10_000, 30_000, 60_000];

/**
 * What is exposed without a word: the latency that Kong's operator enriches for its data planes, with
 * the labels that a ServiceMonitor leaves it, and the usual metrics of a service that counts for
 * itself, by pod.
 *
 * @param service the Kubernetes Service, and its namespace.
 */
export function usualMetrics(namespace: string, service: string): readonly ExposedMetric[] {
  return [
    {
      name: 'kong_upstream_latency_ms',
      of: 'latency',
      scale: 1000,
      buckets: KONG_BUCKETS,
      labels: {
        job: 'kong-operator',
        namespace: 'kong-system',
        service: 'kong-operator-metrics',
        exported_namespace: namespace,
        exported_service: service,
        kubernetes_apiversion: 'v1',
        kubernetes_kind: 'service',
        kubernetes_name: service,
        kubernetes_namespace: namespace,
      },
    },
    { name: 'http_requests_total', of: 'requests', from: 'pods' },
    { name: 'http_request_duration_seconds', of: 'latency', from: 'pods' },
    { name: 'http_requests_in_flight', of: 'in-flight', from: 'pods' },
    { name: 'process_cpu_seconds_total', of: 'cpu' },
    { name: 'process_resident_memory_bytes', of: 'memory' },
  ];
}
