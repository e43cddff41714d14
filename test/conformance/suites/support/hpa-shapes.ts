import type { HorizontalPodAutoscaler, KubernetesVersion } from '@flyball/core';
import * as v from 'valibot';

// The shapes of the recordings of the HorizontalPodAutoscaler controller.

const text = v.string();
const int64 = v.pipe(text, v.regex(/^-?\d+$/));
const requests = v.record(text, text);

const manifest = v.custom<HorizontalPodAutoscaler>(
  (value) => typeof value === 'object' && value !== null,
);

const error = v.strictObject({ reason: v.exactOptional(text), message: text });

const container = v.strictObject({
  name: text,
  requests: v.exactOptional(requests),
  restartPolicy: v.exactOptional(text),
});

const pod = v.strictObject({
  name: text,
  labels: v.exactOptional(v.record(text, text)),
  phase: text,
  deletionTimestamp: v.exactOptional(text),
  startTime: v.exactOptional(text),
  conditions: v.exactOptional(
    v.array(v.strictObject({ type: text, status: text, lastTransitionTime: text })),
  ),
  containers: v.array(container),
  initContainers: v.exactOptional(v.array(container)),
  resources: v.exactOptional(v.strictObject({ requests })),
  overhead: v.exactOptional(requests),
});

const metric = v.union([
  v.strictObject({ error }),
  v.strictObject({ value: int64 }),
  v.strictObject({ values: v.array(int64) }),
  v.strictObject({
    pods: v.record(
      text,
      v.strictObject({
        value: int64,
        timestamp: v.exactOptional(text),
        window: v.exactOptional(text),
      }),
    ),
    timestamp: v.exactOptional(text),
    window: v.exactOptional(text),
  }),
]);

const expected = v.strictObject({
  observedGeneration: v.exactOptional(v.number()),
  currentReplicas: v.number(),
  desiredReplicas: v.number(),
  scaledTo: v.nullable(v.number()),
  scaleAttempts: v.exactOptional(v.number()),
  lastScaleTime: v.nullable(text),
  statusChanged: v.boolean(),
  currentMetrics: v.array(v.unknown()),
  conditions: v.array(v.unknown()),
  events: v.array(v.unknown()),
  error: v.nullable(text),
});

const step = v.strictObject({
  at: text,
  manifest: v.exactOptional(manifest),
  stored: v.exactOptional(manifest),
  validation: v.exactOptional(v.array(text)),
  scale: v.strictObject({
    specReplicas: v.number(),
    statusReplicas: v.number(),
    selector: text,
    error: v.exactOptional(error),
    updateErrors: v.exactOptional(v.array(error)),
  }),
  pods: v.exactOptional(v.array(pod)),
  metrics: v.array(metric),
  otherHpas: v.exactOptional(v.array(v.strictObject({ name: text, selector: text }))),
  statusUpdateError: v.exactOptional(error),
  expect: expected,
});

/** One scenario: an HPA, and its reconciles in order. */
export const hpaCase = v.strictObject({
  id: text,
  kubernetes: v.exactOptional(
    v.picklist(['1.32', '1.37']) satisfies v.GenericSchema<unknown, KubernetesVersion>,
  ),
  tags: v.array(text),
  options: v.strictObject({
    downscaleStabilizationWindow: text,
    tolerance: v.number(),
    cpuInitializationPeriod: text,
    initialReadinessDelay: text,
  }),
  manifest,
  stored: manifest,
  validation: v.exactOptional(v.array(text)),
  steps: v.array(step),
});

export type HpaCase = v.InferOutput<typeof hpaCase>;
export type HpaStep = HpaCase['steps'][number];
export type RecordedPod = v.InferOutput<typeof pod>;
export type RecordedMetric = v.InferOutput<typeof metric>;
