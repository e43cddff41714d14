import type { AutoscalerDraft, DraftSpec } from './draft.ts';
import { invalidError, type ManifestError, requiredError } from './manifest-error.ts';
import { validateBehavior } from './validate-behavior.ts';
import { validateMetrics } from './validate-metrics.ts';
import { type ApiVersionRule, apiVersionProblem, validateReference } from './validate-reference.ts';

/** The feature gates of Kubernetes 1.37 that validation looks at; both are on there by default. */
export interface FeatureGates {
  /** minReplicas may be 0. */
  readonly HPAScaleToZero?: boolean;
  /** The bounds of minReplicas and maxReplicas are declared, and reported after all other errors. */
  readonly DeclarativeValidationBeta?: boolean;
}

/** The rules for `spec`; `old` is the spec that an update replaces. */
export function validateSpec(
  spec: DraftSpec,
  gates: FeatureGates,
  old: DraftSpec | undefined,
): ManifestError[] {
  const { scaleTargetRef, minReplicas, maxReplicas, metrics = [], behavior } = spec;
  const { inPlace, last } = validateBounds(spec, gates, old);
  return [
    ...inPlace,
    ...(minReplicas !== undefined && maxReplicas < minReplicas
      ? [
          invalidError(
            ['spec', 'maxReplicas'],
            maxReplicas,
            'must be greater than or equal to `minReplicas`',
          ),
        ]
      : []),
    ...validateReference(scaleTargetRef, ['spec', 'scaleTargetRef'], targetRule(spec, old)),
    ...validateMetrics(metrics, ['spec', 'metrics'], minReplicas, describedObjectRule(old)),
    ...(behavior === undefined ? [] : validateBehavior(behavior, ['spec', 'behavior'])),
    ...last,
  ];
}

/**
 * minReplicas and maxReplicas against their lower bounds. Declared rules come last, but not for a
 * value that an update leaves as it was: for that the older rules speak, in place.
 */
function validateBounds(
  spec: DraftSpec,
  gates: FeatureGates,
  old: DraftSpec | undefined,
): { readonly inPlace: readonly ManifestError[]; readonly last: readonly ManifestError[] } {
  const { minReplicas, maxReplicas } = spec;
  const { HPAScaleToZero: scaleToZero = true, DeclarativeValidationBeta: declares = true } = gates;
  const inPlace: ManifestError[] = [];
  const last: ManifestError[] = [];
  const least = scaleToZero || old?.minReplicas === 0 ? 0 : 1;
  if (minReplicas !== undefined && minReplicas < least) {
    const declared = declares && minReplicas !== old?.minReplicas;
    const detail = `must be greater than or equal to ${least}`;
    (declared ? last : inPlace).push(invalidError(['spec', 'minReplicas'], minReplicas, detail));
  }
  const declared = declares && maxReplicas !== old?.maxReplicas;
  const path = ['spec', 'maxReplicas'];
  if (maxReplicas === 0) {
    const detail = declared ? '' : 'must be set and greater than 0';
    (declared ? last : inPlace).push(requiredError(path, detail));
  }
  if (maxReplicas < 0) {
    const detail = 'must be greater than or equal to 1';
    (declared ? last : inPlace).push(invalidError(path, maxReplicas, detail));
  }
  return { inPlace, last };
}

/** An update may leave apiVersion and kind as wrong as they were. */
function targetRule(spec: DraftSpec, old: DraftSpec | undefined): ApiVersionRule {
  if (old === undefined) return 'group';
  const { apiVersion = '', kind } = spec.scaleTargetRef;
  const { apiVersion: oldApiVersion = '', kind: oldKind } = old.scaleTargetRef;
  return apiVersion === oldApiVersion && kind === oldKind ? 'nothing' : 'group';
}

/** An update may name any apiVersion if an Object metric of the old object named a wrong one. */
function describedObjectRule(old: DraftSpec | undefined): ApiVersionRule {
  const wrong = old?.metrics?.some(
    ({ type, object }) =>
      type === 'Object' &&
      object !== undefined &&
      apiVersionProblem(object.describedObject, 'form') !== undefined,
  );
  return wrong === true ? 'nothing' : 'form';
}

/** The rules for `status`. */
export function validateStatus(status: AutoscalerDraft['status']): ManifestError[] {
  const { currentReplicas = 0, desiredReplicas, conditions = [] } = status;
  const counts = [
    ...conditions.map(({ observedGeneration = 0 }, index) => ({
      path: ['status', 'conditions', index, 'observedGeneration'],
      count: observedGeneration,
    })),
    { path: ['status', 'currentReplicas'], count: currentReplicas },
    { path: ['status', 'desiredReplicas'], count: desiredReplicas },
  ];
  return counts
    .filter(({ count }) => count < 0)
    .map(({ path, count }) => invalidError(path, count, 'must be greater than or equal to 0'));
}
