import type { DefaultedHorizontalPodAutoscaler, GuardedPolicy } from '@flyball/core';
import type { EventSubject, TargetReference } from '../ports/index.ts';
import type { MetricQuery } from './metric-query.ts';
import type { EvidenceQuery, PolicySettings } from './settings/index.ts';

/** A policy as the webhook runs it: everything compiled, nothing left that could fail on it. */
export interface PolicyConfig {
  /** `namespace/name` of the HorizontalPodAutoscaler. */
  readonly key: string;
  /** The manifest with its defaults filled in. */
  readonly manifest: DefaultedHorizontalPodAutoscaler;
  /** What its annotations say. */
  readonly settings: PolicySettings;
  /** With its guards around it. */
  readonly policy: GuardedPolicy;
  /** What events are about. */
  readonly subject: EventSubject;
  readonly target: TargetReference;
  /** One for each entry of `spec.metrics`, in its order. */
  readonly metrics: readonly MetricQuery[];
  /** What its guards weigh. */
  readonly evidence: readonly EvidenceQuery[];
}
