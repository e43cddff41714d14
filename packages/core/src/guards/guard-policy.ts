import { aggregateFieldErrors, type FieldError } from '../fields/index.ts';
import type { Policy } from '../hpa/index.ts';
import type {
  Absence,
  GuardedPolicy,
  MetricGuards,
  MinimumRequestRate,
  ScaleDownVeto,
  Unresponsive,
} from './guarded-policy.ts';
import type {
  AbsenceOptions,
  GuardOptions,
  MetricGuardOptions,
  MinimumRequestRateOptions,
  ScaleDownVetoOptions,
  UnresponsiveOptions,
} from './options.ts';
import { validateGuards } from './validate.ts';

/** Guard options that cannot be meant. */
export class GuardOptionsError extends Error {
  override readonly name: string = 'GuardOptionsError';
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super(aggregateFieldErrors(errors));
    this.errors = errors;
  }
}

/**
 * Puts guards around a compiled policy and fills in their defaults.
 *
 * @throws {GuardOptionsError} with every field that is wrong
 */
export function guardPolicy(policy: Policy, options: GuardOptions = {}): GuardedPolicy {
  const errors = validateGuards(options, policy.metrics.length);
  if (errors.length > 0) throw new GuardOptionsError(errors);
  if (options.compatibility === 'kubernetes') return { ...policy, guards: null };
  const { metrics = {}, largestStep = {} } = options;
  const forEach = 'length' in metrics ? metrics : policy.metrics.map(() => metrics);
  return {
    ...policy,
    guards: {
      metrics: forEach.map(completeMetric),
      clampReadings: options.clampReadings ?? true,
      floorWhileNothingReady: options.floorWhileNothingReady ?? true,
      scaleDownVetoes: (options.scaleDownVetoes ?? []).map(completeVeto),
      largestStep: {
        up: largestStep.up ?? Number.POSITIVE_INFINITY,
        down: largestStep.down ?? Number.POSITIVE_INFINITY,
      },
    },
  };
}

function completeMetric(options: MetricGuardOptions): MetricGuards {
  const { absence, maximumAge, actOnce = false, minimumRequestRate, unresponsive } = options;
  return {
    absence: absence === undefined ? { policy: 'hold' } : completeAbsence(absence),
    maximumAge: maximumAge ?? Number.POSITIVE_INFINITY,
    actOnce,
    minimumRequestRate: minimumRequestRate === undefined ? null : completeRate(minimumRequestRate),
    unresponsive: unresponsive === undefined ? null : completeUnresponsive(unresponsive),
  };
}

function completeAbsence(options: AbsenceOptions): Absence {
  switch (options.policy) {
    case 'hold':
      return options;
    case 'zero':
      return { ...options, after: options.after ?? 0 };
    case 'fallback':
      return { ...options, after: options.after ?? 180_000 };
  }
}

function completeRate(options: MinimumRequestRateOptions): MinimumRequestRate {
  const { evidence, atLeast, below = 'hold', maximumAge = null } = options;
  return { evidence, atLeast, below, maximumAge };
}

function completeVeto(options: ScaleDownVetoOptions): ScaleDownVeto {
  const { evidence, above, whenMissing = 'veto', maximumAge = null } = options;
  return { evidence, above, whenMissing, maximumAge };
}

function completeUnresponsive(options: UnresponsiveOptions): Unresponsive {
  const { growth = 2, settle = 120_000, change = 0.1, load, cap = false } = options;
  const evidence = load === undefined ? null : { evidence: load, maximumAge: null };
  return { growth, settle, change, load: evidence, cap };
}
