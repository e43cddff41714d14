import { GroupVersionError, parseGroupVersion } from '../names/index.ts';
import type { Selector } from '../selectors/index.ts';
import { compileMetric } from './compile-metric.ts';
import { type CompiledBehavior, compileBehavior } from './compiled-behavior.ts';
import type { CompiledMetric } from './compiled-metric.ts';
import { type Features, featuresOf } from './features.ts';
import {
  type DefaultedHorizontalPodAutoscaler,
  defaultHorizontalPodAutoscaler,
  type HorizontalPodAutoscaler,
} from './manifest/index.ts';
import {
  type CompleteControllerOptions,
  type ControllerOptions,
  completeOptions,
} from './options.ts';
import { readSelection, type SelectionProblem } from './selection.ts';
import { compileTolerance, type Tolerance } from './tolerance.ts';

/**
 * A HorizontalPodAutoscaler with everything parsed once. Immutable; to edit a running policy,
 * compile the new manifest and go on with the same memory.
 */
export interface Policy {
  /** The manifest with its defaults. */
  readonly manifest: DefaultedHorizontalPodAutoscaler;
  readonly options: CompleteControllerOptions;
  readonly features: Features;
  readonly namespace: string;
  readonly name: string;
  /** The target as errors name it: `Kind/namespace/name`. */
  readonly reference: string;
  /** Why `scaleTargetRef.apiVersion` cannot be read, if so. */
  readonly referenceProblem: string | null;
  /** `metadata.generation`, which the API server counts. */
  readonly generation: number | null;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly CompiledMetric[];
  /** Whether a metric can tell of work while no pod runs: it is an Object or an External one. */
  readonly wakesFromZero: boolean;
  /** Null for the older algorithm. */
  readonly behavior: CompiledBehavior | null;
  readonly tolerance: Tolerance;
  /** Reads the scale's selector; what was read last is kept, for it hardly ever changes. */
  readonly readSelector: (text: string) => Selector | SelectionProblem;
}

/**
 * Compiles a manifest for a controller with these flags. Defaults are filled in; nothing is
 * validated, so that what an API server would refuse decides as the controller would with it.
 *
 * @throws {QuantityError} when a target or a tolerance is no quantity
 */
export function compilePolicy(
  autoscaler: HorizontalPodAutoscaler,
  controllerOptions: ControllerOptions = {},
): Policy {
  const manifest = defaultHorizontalPodAutoscaler(autoscaler);
  const options = completeOptions(controllerOptions);
  const features = featuresOf(options);
  const { metadata, spec } = manifest;
  const { namespace = 'default', name = '' } = metadata;
  const { kind, name: target, apiVersion = '' } = spec.scaleTargetRef;
  return {
    manifest,
    options,
    features,
    namespace,
    name,
    reference: `${kind}/${namespace}/${target}`,
    referenceProblem: groupVersionProblem(apiVersion),
    generation: metadata.generation ?? null,
    minReplicas: spec.minReplicas,
    maxReplicas: spec.maxReplicas,
    metrics: spec.metrics.map((metric, index) => compileMetric(metric, { index, namespace })),
    wakesFromZero: spec.metrics.some(({ type }) => type === 'Object' || type === 'External'),
    behavior:
      spec.behavior === undefined
        ? null
        : compileBehavior(spec.behavior, options.downscaleStabilization),
    tolerance: compileTolerance(options.tolerance, spec.behavior, features),
    readSelector: keepingLast(readSelection),
  };
}

function keepingLast<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly value: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}

function groupVersionProblem(apiVersion: string): string | null {
  try {
    parseGroupVersion(apiVersion);
    return null;
  } catch (error) {
    if (!(error instanceof GroupVersionError)) throw error;
    return error.message;
  }
}
