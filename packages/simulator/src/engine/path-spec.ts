import type { AdapterConfig } from '@flyball/core';
import type { PrometheusTrigger, RuleGroupFile } from '../path/index.ts';

/**
 * The way from the service to the controller, with its delays, as plain data. Spans are seconds, and
 * what is left out has the default that is named. Phases that are left out are drawn by the seed.
 */
export type PathSpec = HpaPathSpec | FlyballPathSpec | KedaPathSpec | DirectPathSpec;

/** Something that happens at k · interval + phase, in seconds from the start of the run. */
export interface BeatSpec {
  readonly interval?: number;
  /** 0 to below the interval. */
  readonly phase?: number;
}

/** A Prometheus. */
export interface PrometheusSpec {
  /** `scrape_interval`; default 30, as kube-prometheus-stack has it. */
  readonly scrape?: BeatSpec;
  /** The user's own rule groups, as rule files have them. */
  readonly rules?: readonly RuleGroupFile[];
  /** The path of the rule file, which decides the phase of evaluations; default by the seed. */
  readonly ruleFile?: string;
  /** `evaluation_interval`; default 30, as kube-prometheus-stack has it. */
  readonly evaluationInterval?: number;
  /** `--query.lookback-delta`; default 300. */
  readonly lookback?: number;
}

/** What answers for the metrics of a HorizontalPodAutoscaler. */
export interface MetricsApiSpec {
  /** prometheus-adapter's configuration; needed for Object, Pods and External metrics. */
  readonly adapter?: AdapterConfig;
  /** `--metrics-relist-interval` of the adapter; default 60. */
  readonly relist?: BeatSpec;
  /** `--metrics-max-age` of the adapter: how far back a series may have ended; default the interval. */
  readonly maxAge?: number;
  /** `--metric-resolution` of metrics-server; default 15. */
  readonly metricsServer?: BeatSpec;
}

/**
 * A HorizontalPodAutoscaler: Prometheus scrapes, prometheus-adapter lists and asks, metrics-server
 * measures, and the controller syncs.
 */
export interface HpaPathSpec extends PrometheusSpec, MetricsApiSpec {
  readonly kind: 'hpa';
  /** `--horizontal-pod-autoscaler-sync-period`; default 15. */
  readonly sync?: BeatSpec;
}

/**
 * Flyball: an alert fires, Alertmanager calls, and the webhook looks, with its guards, and goes on
 * looking while there is a reason to.
 */
export interface FlyballPathSpec
  extends PrometheusSpec,
    Pick<MetricsApiSpec, 'adapter' | 'metricsServer'> {
  readonly kind: 'flyball';
  /** The alerts that are made from the policy. */
  readonly alerts?: {
    /** How often they are evaluated; default 5. */
    readonly interval?: number;
    /** How long a value must be outside before the alert fires; default 0. */
    readonly for?: number;
    /** How long it stays after the value came back; default 0. */
    readonly keepFiringFor?: number;
  };
  /** `--rules.alert.resend-delay`; default 60. */
  readonly resendDelay?: number;
  /** The route of those alerts. */
  readonly alertmanager?: AlertRouteSpec;
  /** How often the webhook looks while the policy is awake; default 15. */
  readonly syncPeriod?: number;
  /** How often while it sleeps; default 300. */
  readonly safetyPeriod?: number;
  /** Whether the webhook looks by itself too, beside its start and when it is called; default true. */
  readonly timers?: boolean;
}

/** How Alertmanager groups and repeats the alerts that are made from a policy. */
export interface AlertRouteSpec {
  /** `group_wait`; default 0. */
  readonly groupWait?: number;
  /** `group_interval`; default 5. */
  readonly groupInterval?: number;
  /** `repeat_interval`, below the group's interval; default 4. */
  readonly repeatInterval?: number;
}

/** KEDA: it polls for zero or not, and answers the syncs of its HorizontalPodAutoscaler. */
export interface KedaPathSpec extends PrometheusSpec {
  readonly kind: 'keda';
  /** One for each External metric of the policy, in their order. */
  readonly triggers: readonly PrometheusTrigger[];
  /** `pollingInterval`; default 30. */
  readonly polling?: BeatSpec;
  /** `minReplicaCount`: whether the target goes to zero while nothing is to do; default 0. */
  readonly minReplicaCount?: number;
  /** `cooldownPeriod`: how long nothing must be to do before that; default 300. */
  readonly cooldownPeriod?: number;
  /** `--horizontal-pod-autoscaler-sync-period`; default 15. */
  readonly sync?: BeatSpec;
}

/**
 * No Prometheus: figures straight off the service, sampled, averaged and late. For services that
 * nobody scrapes, and for sweeps in which only the size of the delay counts.
 */
export interface DirectPathSpec extends Pick<MetricsApiSpec, 'metricsServer'> {
  readonly kind: 'direct';
  /** What each entry of `spec.metrics` reads, in their order; cpu and memory need none. */
  readonly meters?: readonly (MeterSpec | null)[];
  readonly sync?: BeatSpec;
}

/** What can be read off a service. */
export type Measure =
  /** Mean latency of the answers of a window, seconds. */
  | 'latency'
  /** Answers per second over a window. */
  | 'answers'
  /** Attempts per second over a window. */
  | 'rate'
  /** Requests in the service, at the sample. */
  | 'in-flight'
  /** Requests that wait, at the sample. */
  | 'waiting'
  /** Cores busy over a window, all pods together. */
  | 'cores';

/** A reading straight off the service: sampled, averaged, and late. */
export interface MeterSpec {
  readonly measure: Measure;
  /** By which the measure is multiplied, as 1000 for milliseconds; default 1. */
  readonly scale?: number;
  /** Span of the average; default 60. */
  readonly window?: number;
  /** Seconds between samples, as a scrape interval; default 15. */
  readonly interval?: number;
  /** Seconds until a sample can be read; default 0. */
  readonly delay?: number;
  /** What a window without an answer reads, for `latency`; default `zero`, as prometheus-adapter serves NaN. */
  readonly whenIdle?: 'zero' | 'missing';
}

/** Something is wrong on the way, from ≤ t < until; seconds from the start of the run. */
export interface FaultSpec {
  readonly kind: FaultKind;
  readonly from: number;
  readonly until: number;
}

/** What may be wrong. */
export type FaultKind =
  /** Nothing that is scraped answers: series end. */
  | 'targets-down'
  /** Scrapes are left out: series have a gap, and are neither continued nor ended. */
  | 'scrape-gap'
  /** Every value that is scraped is NaN. */
  | 'scrape-nan'
  /** No Prometheus: nothing is scraped, evaluated or answered. */
  | 'prometheus-down'
  /** Every value that Prometheus answers is NaN. */
  | 'query-nan'
  /** Nobody reaches Alertmanager, and it reaches nobody. */
  | 'alertmanager-down'
  /** The webhook answers 503, and does not look. */
  | 'webhook-down'
  /** The metrics APIs that the HorizontalPodAutoscaler asks do not answer. */
  | 'metrics-api-down';
