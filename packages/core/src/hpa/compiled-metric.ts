import type { Int64 } from '../go/index.ts';
import type {
  ExternalMetricSource,
  ObjectMetricSource,
  PodsMetricSource,
} from './manifest/index.ts';
import type { SourceError } from './observation.ts';

/** An entry of `spec.metrics`, parsed once: targets in thousandths, names and texts ready. */
export type CompiledMetric =
  | ObjectMetric
  | ExternalMetric
  | PodsMetric
  | UtilizationMetric
  | RawResourceMetric
  | FixedMetric
  | UnusableMetric;

interface Named {
  /** Its place in `spec.metrics`. */
  readonly index: number;
  /** How reasons and conditions name it, the original's oddities included. */
  readonly name: string;
}

export interface ObjectMetric extends Named {
  readonly kind: 'Object';
  readonly target: 'Value' | 'AverageValue';
  readonly milli: Int64;
  readonly source: ObjectMetricSource;
}

export interface ExternalMetric extends Named {
  readonly kind: 'External';
  readonly target: 'Value' | 'AverageValue';
  readonly milli: Int64;
  readonly source: ExternalMetricSource;
  /** `namespace/name/selector`, as failures name it. */
  readonly path: string;
}

export interface PodsMetric extends Named {
  readonly kind: 'Pods';
  readonly milli: Int64;
  readonly source: PodsMetricSource;
}

/** A Resource or, with `container`, a ContainerResource. */
export interface ResourceSource {
  readonly resource: string;
  readonly container: string | null;
}

/** Percent of the requests. */
export interface UtilizationMetric extends Named, ResourceSource {
  readonly kind: 'Utilization';
  readonly percent: number;
}

/** A plain average over the pods. */
export interface RawResourceMetric extends Named, ResourceSource {
  readonly kind: 'RawResource';
  readonly milli: Int64;
}

/** An entry whose size is given instead of computed; its reading is looked at for the status alone. */
export interface FixedMetric extends Named {
  readonly kind: 'Fixed';
  readonly replicas: number;
  readonly metric: CompiledMetric;
}

/** An entry that can never be computed; the API server refuses most of them. */
export interface UnusableMetric extends Named {
  readonly kind: 'Unusable';
  readonly failure: MetricFailure;
}

/** Why a metric gives no number. */
export interface MetricFailure {
  /** The reason of the condition `ScalingActive` and of the event. */
  readonly reason: string;
  /** The text of the event, and of the condition behind its opening. */
  readonly body: string;
  /** The text of the reconcile's error. */
  readonly error: string;
  readonly cause: SourceError;
}
