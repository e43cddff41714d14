import {
  compilePolicy,
  emptyMemory,
  type GuardedMemory,
  type GuardedObservation,
  type GuardedPolicy,
  type GuardOptions,
  guardPolicy,
  type HorizontalPodAutoscaler,
  type Memory,
  type MetricSpec,
  type Pod,
  type Reading,
} from '@flyball/core';

/** The instant at which everything happens. */
export const now = 1_700_000_000_000;

/** The tutorial's metric: 40 ms, aimed at by a Value. */
export const latency: MetricSpec = {
  type: 'Object',
  object: {
    metric: { name: 'latency' },
    describedObject: { apiVersion: 'v1', kind: 'Service', name: 'command' },
    target: { type: 'Value', value: '40' },
  },
};

/** A queue of which each pod takes ten. */
export const queue: MetricSpec = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } },
};

/** Ten requests a second for each pod. */
export const requests: MetricSpec = {
  type: 'Pods',
  pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '10' } },
};

/** Half of the requested cpu. */
export const cpu: MetricSpec = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
};

export function autoscaler(
  metrics: MetricSpec[] = [latency],
  spec: Partial<HorizontalPodAutoscaler['spec']> = {},
): HorizontalPodAutoscaler {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { namespace: 'kong', name: 'command' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
      minReplicas: 1,
      maxReplicas: 20,
      metrics,
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Pods', value: 100, periodSeconds: 15 }],
        },
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        },
      },
      ...spec,
    },
  };
}

export function guarded(options: GuardOptions = {}, metrics?: MetricSpec[]): GuardedPolicy {
  return guardPolicy(compilePolicy(autoscaler(metrics)), options);
}

/** `ready` pods of `size` are ready. */
function pods(size: number, ready: number = size): Pod[] {
  return Array.from({ length: size }, (_, index) => ({
    name: `command-${index}`,
    phase: 'Running',
    startTime: now - 3_600_000,
    ready: { status: index < ready ? 'True' : 'False', lastTransitionTime: now - 3_500_000 },
    containers: [{ name: 'command', requests: { cpu: 100 } }],
  }));
}

export interface Seen {
  readonly size?: number;
  readonly ready?: number;
  readonly at?: number;
  readonly evidence?: GuardedObservation['evidence'];
}

/** A look at a target of 4 ready pods, unless it is said otherwise. */
export function seen(readings: Reading[], look: Seen = {}): GuardedObservation {
  const { size = 4, ready = size, at = now, evidence } = look;
  return {
    at,
    scale: { specReplicas: size, statusReplicas: size, selector: 'app=command' },
    pods: pods(size, ready),
    readings,
    ...(evidence === undefined ? {} : { evidence }),
  };
}

/** A memory that has looked before, so that the first look's seed plays no part. */
export function remembered(guards?: GuardedMemory['guards']): GuardedMemory {
  const memory: Memory = {
    ...emptyMemory,
    recommendations: [{ replicas: 4, at: now - 7_200_000 }],
  };
  return guards === undefined ? memory : { ...memory, guards };
}
