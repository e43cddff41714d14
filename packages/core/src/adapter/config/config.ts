/**
 * prometheus-adapter's configuration file, member for member. An absent optional member is one that
 * the file does not have.
 */
export interface AdapterConfig {
  /** What custom.metrics.k8s.io serves; null if the file does not say. */
  readonly rules: readonly DiscoveryRule[] | null;
  /** What external.metrics.k8s.io serves. */
  readonly externalRules?: readonly DiscoveryRule[];
  /** What metrics.k8s.io serves. */
  readonly resourceRules?: ResourceRules;
}

/** From series in Prometheus to metrics of the API. */
export interface DiscoveryRule {
  /** A series selector, sent to Prometheus as it stands. */
  readonly seriesQuery: string;
  readonly seriesFilters: readonly SeriesFilter[] | null;
  readonly resources: ResourceMapping;
  readonly name: NameMapping;
  /** A template of Go with `<<` and `>>`. */
  readonly metricsQuery?: string;
}

/** A condition on the name of a series: one of the two. */
export interface SeriesFilter {
  readonly is?: string;
  readonly isNot?: string;
}

/** How labels and the resources of the API belong together. */
export interface ResourceMapping {
  /** A template of Go that makes the label of a resource: `kube_<<.Resource>>`. */
  readonly template?: string;
  /** Resources by label. */
  readonly overrides?: Readonly<Record<string, OverrideResource>>;
  /** External rules only: false leaves the namespace out of the query. */
  readonly namespaced?: boolean;
}

export interface OverrideResource {
  readonly group?: string;
  readonly resource: string;
}

export interface NameMapping {
  /** A regular expression on the name of the series; empty is `.*`. */
  readonly matches: string;
  /** What the metric is called, `$1` and the like filled in. */
  readonly as: string;
}

export interface ResourceRules {
  readonly cpu: ResourceRule;
  readonly memory: ResourceRule;
  /** Milliseconds. */
  readonly window: number;
}

export interface ResourceRule {
  readonly containerQuery: string;
  readonly nodeQuery: string;
  readonly resources: ResourceMapping;
  readonly containerLabel: string;
}
