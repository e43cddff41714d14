import { behavior } from './codec-behavior.ts';
import { convertMetricStatus, oldMetricStatus } from './codec-old-status.ts';
import { condition } from './codec-status.ts';
import type { V1Autoscaler } from './codec-v1.ts';
import { oldMetric, type V2beta1Autoscaler } from './codec-v2beta1.ts';
import { convertMetric } from './convert-metric.ts';
import { cpuUtilization, defaultSpec } from './defaulting.ts';
import type { AutoscalerDraft, DraftBehavior, DraftMetric } from './draft.ts';
import { given } from './given.ts';
import type { HorizontalPodAutoscalerStatus, ManifestMetricStatus } from './manifest-status.ts';
import type { ObjectMeta } from './object-meta.ts';
import { dropRoundTripAnnotations, roundTripList, roundTripValue } from './round-trip.ts';

/** A v2 object, with its defaults, as the API server keeps it: without annotations of that kind. */
export function fromV2(draft: AutoscalerDraft): AutoscalerDraft {
  return named(draft, '1.37');
}

/** A v2beta2 object, with its defaults, as v2. */
export function fromV2beta2(draft: AutoscalerDraft): AutoscalerDraft {
  return named(draft, '1.32');
}

function named(draft: AutoscalerDraft, kubernetes: '1.32' | '1.37'): AutoscalerDraft {
  return {
    ...draft,
    ...names,
    metadata: dropRoundTripAnnotations(draft.metadata, kubernetes),
    spec: defaultSpec(draft.spec),
  };
}

/**
 * A v1 object as v2. The metrics of its annotation come first, then the cpu percentage, and 80 %
 * of cpu if there is neither. The behavior of its annotation is taken as it is: what it leaves out
 * is not filled in before validation.
 */
export function fromV1(old: V1Autoscaler): AutoscalerDraft {
  const { metadata, spec, status } = old;
  const { targetCPUUtilizationPercentage: percentage, minReplicas = 1, ...rest } = spec;
  const fromAnnotation = roundTripList(metadata, 'metrics', oldMetric('v1')) ?? [];
  const metrics: readonly DraftMetric[] = [
    ...fromAnnotation.map((metric) => convertMetric(metric, 'v1')),
    ...(percentage === undefined ? [] : [cpuUtilization(percentage)]),
  ];
  return {
    ...names,
    metadata: dropRoundTripAnnotations(metadata, '1.37'),
    spec: {
      ...rest,
      minReplicas,
      metrics: metrics.length === 0 ? [cpuUtilization(80)] : metrics,
      ...given('behavior', behaviorOf(metadata)),
    },
    status: statusFromV1(metadata, status),
  };
}

/** A v2beta1 object as v2. */
export function fromV2beta1(old: V2beta1Autoscaler): AutoscalerDraft {
  const { metadata, spec, status } = old;
  const { minReplicas = 1, metrics = [], ...rest } = spec;
  const { currentMetrics, conditions, ...counts } = status;
  return {
    ...names,
    metadata: dropRoundTripAnnotations(metadata, '1.32'),
    spec: {
      ...rest,
      minReplicas,
      metrics:
        metrics.length === 0
          ? [cpuUtilization(80)]
          : metrics.map((metric) => convertMetric(metric, 'v2beta1')),
      ...given('behavior', behaviorOf(metadata)),
    },
    status: {
      ...counts,
      currentMetrics: currentMetrics?.map(convertMetricStatus) ?? null,
      ...given('conditions', conditions ?? undefined),
    },
  };
}

const names = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' } as const;

/** The behavior of the annotation, unless it says nothing. */
function behaviorOf(metadata: ObjectMeta): DraftBehavior | undefined {
  const found = roundTripValue(metadata, 'behavior', behavior);
  return found?.scaleUp === undefined && found?.scaleDown === undefined ? undefined : found;
}

function statusFromV1(
  metadata: ObjectMeta,
  status: V1Autoscaler['status'],
): HorizontalPodAutoscalerStatus {
  const { currentCPUUtilizationPercentage: percentage, ...rest } = status;
  const fromAnnotation = roundTripList(metadata, 'current-metrics', oldMetricStatus('v1'));
  const cpu: readonly ManifestMetricStatus[] | null =
    percentage === undefined
      ? null
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', current: { averageUtilization: percentage } },
          },
        ];
  return {
    ...rest,
    currentMetrics: fromAnnotation?.map(convertMetricStatus) ?? cpu,
    ...given('conditions', roundTripList(metadata, 'conditions', condition)),
  };
}
