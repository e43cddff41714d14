import type { Reading } from '@flyball/core';
import type { Delivery } from '../alertmanager/index.ts';
import type { AttentionCause, TakenLook } from '../attention/index.ts';
import type { KedaPoll } from '../keda/index.ts';
import type { RuleStep } from '../rules/index.ts';
import type { Process } from '../timing/index.ts';

/** Why a controller looks at its metrics: `sync` of a HorizontalPodAutoscaler as well. */
export type LookCause = AttentionCause;

/** What happens on a path. */
export type PathEvent =
  /** The controller looks: read, decide, act, and tell the path by `looked`. */
  | { readonly kind: 'look'; readonly at: number; readonly cause: LookCause }
  /** Rules were evaluated. */
  | { readonly kind: 'rules'; readonly at: number; readonly group: string; readonly step: RuleStep }
  /** Alertmanager called the webhook. */
  | { readonly kind: 'delivery'; readonly at: number; readonly delivery: Delivery }
  /** KEDA polled: whether the target may be at zero. */
  | { readonly kind: 'poll'; readonly at: number; readonly poll: KedaPoll };

/** The pods of the target, as the metrics API finds them. */
export interface PodsInView {
  /** The label selector of the pods, as text. */
  readonly selector: string;
  readonly names: readonly string[];
}

/**
 * The way from what happens in the service to what the controller reads, with its delays. The
 * simulator's loop drives it: it lets the service come to `nextEventAt`, advances the path to that
 * instant and, for every look, reads, decides and acts.
 */
export interface MetricsPath extends Process<PathEvent> {
  /** A reading for each entry of `spec.metrics`, as the controller gets it at an instant. */
  readings(at: number, pods: PodsInView): readonly Reading[];
  /** Says what came of the look at an instant; once for each. */
  looked(at: number, result: TakenLook): void;
}
