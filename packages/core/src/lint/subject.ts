import type { DocumentPath } from '../documents/index.ts';
import type {
  DefaultedHorizontalPodAutoscaler,
  ManifestProblem,
  MetricTarget,
} from '../hpa/manifest/index.ts';
import type { MetricNature } from './metric-nature.ts';
import type { LintSettings } from './options.ts';
import type { Place, PlacedDocument } from './place.ts';
import type { QueryFacts } from './query-facts.ts';

/** All that was read, for rules to look at. */
export interface LintSubject {
  readonly settings: LintSettings;
  readonly autoscalers: readonly LintedAutoscaler[];
  readonly queries: readonly LintedQuery[];
  readonly alertRules: readonly LintedAlertRule[];
  readonly routings: readonly LintedRouting[];
}

/** A HorizontalPodAutoscaler with what is known of its metrics. */
export interface LintedAutoscaler {
  readonly source: PlacedDocument;
  readonly manifest: DefaultedHorizontalPodAutoscaler;
  /** Fields that the API server drops. */
  readonly dropped: readonly ManifestProblem[];
  readonly metrics: readonly LintedMetric[];
}

/** An entry of `spec.metrics` that is neither cpu nor memory. */
export interface LintedMetric {
  readonly type: 'Object' | 'Pods' | 'External';
  readonly name: string;
  readonly target: MetricTarget;
  /** Path of the target. */
  readonly path: DocumentPath;
  readonly nature: MetricNature;
}

/** A query of a rule of prometheus-adapter. */
export interface LintedQuery {
  readonly place: Place;
  readonly name: string | undefined;
  readonly api: 'custom' | 'external';
  readonly text: string;
  readonly facts: QueryFacts;
}

/** An alerting or recording rule of Prometheus. */
export interface LintedAlertRule {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  readonly place: Place;
  readonly facts: QueryFacts;
  readonly labels: Readonly<Record<string, unknown>>;
}

/** Routes and receivers: an AlertmanagerConfig, or Alertmanager's own file. */
export interface LintedRouting {
  readonly source: PlacedDocument;
  /** The namespace of an AlertmanagerConfig; null for Alertmanager's own file. */
  readonly namespace: string | null;
  readonly routes: readonly LintedRoute[];
  readonly webhooks: readonly LintedWebhook[];
}

/** A route. Spans as they are written; undefined where they are inherited. */
export interface LintedRoute {
  readonly path: DocumentPath;
  readonly receiver: string;
  readonly groupWait: string | undefined;
  readonly groupInterval: string | undefined;
  /** Matchers as they are written: objects, or texts as `namespace="kong"`. */
  readonly matchers: readonly unknown[];
}

/** A receiver that posts to a URL. */
export interface LintedWebhook {
  readonly path: DocumentPath;
  readonly receiver: string;
  /** Empty where a Secret holds it. */
  readonly url: string;
  readonly sendResolved: unknown;
}
