import type { Pattern } from '@flyball/core';

/** What is scraped, what of it is shown, and as whose. */
export interface EnrichmentConfig {
  /** At least one. */
  readonly dataPlanes: readonly DataPlaneConfig[];
  readonly metrics: readonly EnrichedMetric[];
  readonly mapping: ServiceMapping;
  /** The names of the metrics that are shown of each `namespace/name`; all of everything if null. */
  readonly services: ReadonlyMap<string, ReadonlySet<string>> | null;
  /** Labels of the gateway that stay on every series, such as `route`. */
  readonly keep: readonly string[];
}

/** Gateways of one kind: pods that a selector finds, or one address. */
export type DataPlaneConfig =
  | {
      readonly kind: 'pods';
      readonly namespace: string;
      readonly selector: string;
      readonly scheme: 'http' | 'https';
      /** A number, or the name that a container declares. */
      readonly port: number | string;
      readonly path: string;
      /**
       * The headless Service whose DNS names the pods are addressed by, as their certificates
       * expect: `https://10-1-2-3.<service>.<namespace>.svc`. By their address if null.
       */
      readonly service: string | null;
    }
  | {
      readonly kind: 'address';
      /** With the path of the metrics. */
      readonly url: string;
    };

/** A family of metrics that is shown. */
export interface EnrichedMetric {
  readonly name: string;
  /** The label in which the gateway names its own service, or upstream. */
  readonly serviceLabel: string;
  /** Labels that stay, without which the metric would mean nothing: `code`. */
  readonly keep: readonly string[];
  /** Buckets that the gateway always has, and leaves out until they are hit. */
  readonly bounds: readonly number[];
}

/** How the gateway's own names become Kubernetes services: the first that knows a name counts. */
export interface ServiceMapping {
  readonly table: ReadonlyMap<string, ServiceName>;
  /** With groups `namespace` and `name`, matched from end to end. */
  readonly patterns: readonly Pattern[];
  /** By the tags that Kong's controllers leave on its services, read from its Admin API. */
  readonly tags: boolean;
}

export interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}
