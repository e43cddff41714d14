import type {
  AbsenceOptions,
  GuardOptions,
  LargestStepOptions,
  MetricGuardOptions,
  MinimumRequestRateOptions,
  ScaleDownVetoOptions,
  UnresponsiveOptions,
} from '../../guards/index.ts';
import type { ControllerOptions } from '../../hpa/index.ts';
import {
  boolean,
  byTag,
  list,
  number,
  oneOf,
  optional,
  type Shape,
  struct,
  text,
} from '../shape/index.ts';

export const controller: Shape<Required<ControllerOptions>> = struct<Required<ControllerOptions>>({
  downscaleStabilization: number,
  tolerance: number,
  cpuInitializationPeriod: number,
  initialReadinessDelay: number,
  kubernetes: oneOf('1.32', '1.33', '1.34', '1.35', '1.36', '1.37'),
  scaleToZero: boolean,
});

type AbsenceOf<P extends AbsenceOptions['policy']> = Extract<
  AbsenceOptions,
  { readonly policy: P }
>;

const absence: Shape<AbsenceOptions> = byTag('policy', {
  hold: struct<AbsenceOf<'hold'>>({ policy: oneOf('hold') }),
  zero: struct<AbsenceOf<'zero'>>({ policy: oneOf('zero'), after: optional(number) }),
  fallback: struct<AbsenceOf<'fallback'>>({
    policy: oneOf('fallback'),
    replicas: number,
    after: optional(number),
  }),
});

const metric = struct<MetricGuardOptions>({
  absence: optional(absence),
  maximumAge: optional(number),
  actOnce: optional(boolean),
  minimumRequestRate: optional(
    struct<MinimumRequestRateOptions>({
      evidence: text,
      atLeast: number,
      below: optional(oneOf('hold', 'zero')),
      maximumAge: optional(number),
    }),
  ),
  unresponsive: optional(
    struct<UnresponsiveOptions>({
      growth: optional(number),
      settle: optional(number),
      change: optional(number),
      load: optional(text),
      cap: optional(boolean),
    }),
  ),
});

export const guards: Shape<GuardOptions> = struct<GuardOptions>({
  compatibility: optional(oneOf('flyball', 'kubernetes')),
  metrics: optional(list(metric)),
  clampReadings: optional(boolean),
  floorWhileNothingReady: optional(boolean),
  scaleDownVetoes: optional(
    list(
      struct<ScaleDownVetoOptions>({
        evidence: text,
        above: number,
        whenMissing: optional(oneOf('veto', 'allow')),
        maximumAge: optional(number),
      }),
    ),
  ),
  largestStep: optional(
    struct<LargestStepOptions>({ up: optional(number), down: optional(number) }),
  ),
});
