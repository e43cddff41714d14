import { type CompleteControllerOptions, isAtLeast } from './options.ts';

/**
 * What the controller of a version does otherwise than others, with the feature gates at their
 * defaults. Confirmed by running 1.32.13, 1.34.4, 1.36.3 and 1.37.2; 1.33 and 1.35 follow from the
 * history of the source.
 */
export interface Features {
  /** The band of no change is `1 - down … 1 + up`, both ends in it, instead of `|1 - ratio|`. */
  readonly toleranceBand: boolean;
  /** `behavior.scaleUp.tolerance` and `behavior.scaleDown.tolerance` are looked at. */
  readonly behaviorTolerance: boolean;
  /** A target at zero wakes only if this controller put it to sleep. */
  readonly wakesOnlyItsOwn: boolean;
  /** The condition `ScaledToZero` is kept. */
  readonly scaledToZero: boolean;
  /** A negative sum of an External AverageValue is taken for an overflow, large counts saturate. */
  readonly externalAverageGuard: boolean;
  /** Value targets saturate: sums at the largest int64, counts at the largest int32. */
  readonly valueGuard: boolean;
  /** Memory averages are printed in binary units. */
  readonly binaryMemory: boolean;
  /** The status of an Object AverageValue names its object. */
  readonly averageNamesObject: boolean;
  /** `spec.resources` of a pod counts as its request. */
  readonly podLevelResources: boolean;
  /** A pod without the named container fails the metric instead of requesting nothing. */
  readonly containerMustExist: boolean;
  /** `status.observedGeneration` is written. */
  readonly observedGeneration: boolean;
  /** The texts of 1.37 for failed Object metrics and shared selectors. */
  readonly newTexts: boolean;
}

/** The features of a version. */
export function featuresOf({ kubernetes, scaleToZero }: CompleteControllerOptions): Features {
  return {
    toleranceBand: isAtLeast(kubernetes, 33),
    behaviorTolerance: isAtLeast(kubernetes, 35),
    wakesOnlyItsOwn: isAtLeast(kubernetes, 36),
    scaledToZero: isAtLeast(kubernetes, 36) && scaleToZero,
    externalAverageGuard: isAtLeast(kubernetes, 34),
    valueGuard: isAtLeast(kubernetes, 36),
    binaryMemory: isAtLeast(kubernetes, 34),
    averageNamesObject: isAtLeast(kubernetes, 34),
    podLevelResources: isAtLeast(kubernetes, 34),
    containerMustExist: isAtLeast(kubernetes, 36),
    observedGeneration: isAtLeast(kubernetes, 37),
    newTexts: isAtLeast(kubernetes, 37),
  };
}
