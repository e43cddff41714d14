/**
 * What autoscaling/v2 can measure, field for field. Quantities are texts (`"40"`, `"500m"`,
 * `"200Mi"`), as they stand in the manifest and as the API server echoes them.
 */
export type MetricSpec =
  | {
      readonly type: 'ContainerResource';
      readonly containerResource: ContainerResourceMetricSource;
    }
  | { readonly type: 'External'; readonly external: ExternalMetricSource }
  | { readonly type: 'Object'; readonly object: ObjectMetricSource }
  | { readonly type: 'Pods'; readonly pods: PodsMetricSource }
  | { readonly type: 'Resource'; readonly resource: ResourceMetricSource };

export type MetricSourceType = MetricSpec['type'];

/** One value of one Kubernetes object, from custom.metrics.k8s.io. */
export interface ObjectMetricSource {
  readonly describedObject: CrossVersionObjectReference;
  readonly target: MetricTarget;
  readonly metric: MetricIdentifier;
}

/** One value of every pod of the target, from custom.metrics.k8s.io. */
export interface PodsMetricSource {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
}

/** cpu, memory or another resource of every pod, from metrics.k8s.io. */
export interface ResourceMetricSource {
  readonly name: string;
  readonly target: MetricTarget;
}

/** As `ResourceMetricSource`, of one container of every pod. */
export interface ContainerResourceMetricSource {
  readonly name: string;
  readonly target: MetricTarget;
  readonly container: string;
}

/** Values that belong to no object of the cluster, summed; from external.metrics.k8s.io. */
export interface ExternalMetricSource {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
}

export interface MetricIdentifier {
  readonly name: string;
  readonly selector?: MetricSelector;
}

/** A label selector over the series of a metric. The API server does not validate it. */
export interface MetricSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly MetricSelectorRequirement[];
}

export interface MetricSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** The target of a metric. Which member counts depends on the kind of metric as well as on `type`. */
export interface MetricTarget {
  readonly type: MetricTargetType;
  readonly value?: string;
  readonly averageValue?: string;
  /** Percent of the pods' requests. */
  readonly averageUtilization?: number;
}

export type MetricTargetType = 'Utilization' | 'Value' | 'AverageValue';

export interface CrossVersionObjectReference {
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
}
