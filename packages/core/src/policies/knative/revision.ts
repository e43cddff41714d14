import {
  type Annotations,
  doubleAnnotation,
  durationAnnotation,
  findAnnotation,
  int32Annotation,
  readDuration,
} from './annotations.ts';
import type { KpaConfig } from './config.ts';
import { type KpaSettings, LEAST_TARGET } from './settings.ts';

/** A revision as far as its autoscaler is concerned. */
export interface Revision {
  readonly annotations: Annotations;
  /** How many requests a pod takes at once; 0 for any number. */
  readonly containerConcurrency: number;
  /** `Unreachable` when no route leads to it; empty while that is not known. */
  readonly reachability: '' | 'Reachable' | 'Unreachable';
}

/** What a revision's own annotations and the cluster's configuration come to. */
export interface RevisionSettings {
  readonly settings: KpaSettings;
  readonly initialScale: number;
  readonly minScale: number;
  /** 0 is none. */
  readonly maxScale: number;
  readonly activatorCapacity: number;
  /** In milliseconds, as the others. */
  readonly panicWindow: number;
  readonly scaleToZeroPodRetentionPeriod: number;
  /** How long an activation may take before it has failed. */
  readonly progressDeadline: number;
}

/** Annotations that cannot be read count as absent: admission has refused them before. */
export function revisionSettings(revision: Revision, config: KpaConfig): RevisionSettings {
  const { annotations, reachability } = revision;
  const scalingMetric = findAnnotation(annotations, 'metric')?.text ?? metricOfClass(annotations);
  const stableWindow = durationAnnotation(annotations, 'window') ?? config.stableWindow;
  const panicWindowPercentage =
    doubleAnnotation(annotations, 'panic-window-percentage') ?? config.panicWindowPercentage;
  const panicThresholdPercentage =
    doubleAnnotation(annotations, 'panic-threshold-percentage') ?? config.panicThresholdPercentage;
  const reachable = reachability !== 'Unreachable';
  return {
    settings: {
      scalingMetric,
      maxScaleUpRate: config.maxScaleUpRate,
      maxScaleDownRate: config.maxScaleDownRate,
      ...targetOf(revision, scalingMetric, config),
      targetBurstCapacity:
        doubleAnnotation(annotations, 'target-burst-capacity') ?? config.targetBurstCapacity,
      panicThreshold: panicThresholdPercentage / 100,
      stableWindow,
      scaleDownDelay: durationAnnotation(annotations, 'scale-down-delay') ?? config.scaleDownDelay,
      reachable,
      activationScale: int32Annotation(annotations, 'activation-scale') ?? 0,
    },
    initialScale: initialScale(annotations, config),
    minScale: reachable ? (int32Annotation(annotations, 'min-scale') ?? config.minScale) : 0,
    maxScale: int32Annotation(annotations, 'max-scale') ?? config.maxScale,
    activatorCapacity: config.activatorCapacity,
    panicWindow: Math.max(1000, wholeSeconds((stableWindow * panicWindowPercentage) / 100)),
    scaleToZeroPodRetentionPeriod:
      durationAnnotation(annotations, 'scale-to-zero-pod-retention-period') ??
      config.scaleToZeroPodRetentionPeriod,
    progressDeadline: progressDeadline(annotations),
  };
}

function targetOf(
  { annotations, containerConcurrency }: Revision,
  scalingMetric: KpaSettings['scalingMetric'],
  config: KpaConfig,
): Pick<KpaSettings, 'targetValue' | 'totalValue'> {
  const byDefault =
    scalingMetric === 'rps'
      ? config.requestsPerSecondTargetDefault
      : containerConcurrency || config.containerConcurrencyTargetDefault;
  let totalValue = doubleAnnotation(annotations, 'target') ?? byDefault;
  // A target above what a pod takes would never be reached.
  if (scalingMetric === 'concurrency' && containerConcurrency !== 0) {
    totalValue = Math.min(totalValue, containerConcurrency);
  }
  const percentage = doubleAnnotation(annotations, 'target-utilization-percentage');
  const utilization =
    percentage === undefined ? config.containerConcurrencyTargetFraction : percentage / 100;
  return { targetValue: Math.max(LEAST_TARGET, totalValue * utilization), totalValue };
}

function metricOfClass(annotations: Annotations): string {
  switch (findAnnotation(annotations, 'class')?.text ?? 'kpa.autoscaling.knative.dev') {
    case 'kpa.autoscaling.knative.dev':
      return 'concurrency';
    case 'hpa.autoscaling.knative.dev':
      return 'cpu';
    default:
      return '';
  }
}

function initialScale(
  annotations: Annotations,
  { initialScale, allowZeroInitialScale }: KpaConfig,
): number {
  const own = int32Annotation(annotations, 'initial-scale');
  return own === undefined || (own === 0 && !allowZeroInitialScale) ? initialScale : own;
}

function progressDeadline(annotations: Annotations): number {
  const key = 'serving.knative.dev/progress-deadline';
  return readDuration((Object.hasOwn(annotations, key) && annotations[key]) || '') ?? 600_000;
}

/** Halves away from zero, as Go rounds durations. */
function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 + 0.5) * 1000;
}
