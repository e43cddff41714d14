/**
 * What the guards do, as a user writes it. Without any of it the guards are on that only prevent
 * harm: a missing reading holds, a target of which nothing is ready is not made smaller, readings
 * stay within what can be computed. Durations are milliseconds.
 */
export interface GuardOptions {
  /**
   * `kubernetes` switches every guard off and decides exactly as the original controller; nothing
   * else may be given with it. `flyball` by default.
   */
  readonly compatibility?: 'flyball' | 'kubernetes';
  /** For every metric, or one entry for each of `spec.metrics` in the same order. */
  readonly metrics?: MetricGuardOptions | readonly MetricGuardOptions[];
  /** Brings negative readings to 0 and absurd ones into range. On by default. */
  readonly clampReadings?: boolean;
  /** Keeps the size while no pod is ready. On by default. */
  readonly floorWhileNothingReady?: boolean;
  /** Queries that forbid a scale-down: errors are fast, so a broken service looks idle. */
  readonly scaleDownVetoes?: readonly ScaleDownVetoOptions[];
  /** The most replicas that one decision adds or removes. */
  readonly largestStep?: LargestStepOptions;
}

export interface MetricGuardOptions {
  /** What a missing reading means. `{ policy: 'hold' }` by default. */
  readonly absence?: AbsenceOptions;
  /** A sample older than this is missing. Without it no sample is too old. */
  readonly maximumAge?: number;
  /** A sample from which a size was made gives no other size. Off by default. */
  readonly actOnce?: boolean;
  /** The traffic below which the reading, a latency, says nothing. */
  readonly minimumRequestRate?: MinimumRequestRateOptions;
  /** Looks for a metric that more replicas do not move. */
  readonly unresponsive?: UnresponsiveOptions;
}

/**
 * - `hold`: the metric may neither lower the size nor raise it; others may raise it
 * - `zero`: it counts as 0 after it has been missing for `after`, at once by default
 * - `fallback`: it asks for `replicas` after it has been missing for `after`, 180,000 by default
 *   (the least that KEP-5679 plans for `failureDurationSeconds`)
 */
export type AbsenceOptions =
  | { readonly policy: 'hold' }
  | { readonly policy: 'zero'; readonly after?: number }
  | { readonly policy: 'fallback'; readonly replicas: number; readonly after?: number };

export interface MinimumRequestRateOptions {
  /** The name of the request rate in `observation.evidence`. */
  readonly evidence: string;
  /** Requests per second, or whatever unit the evidence has. */
  readonly atLeast: number;
  /** What too little traffic means: the metric asks for the present size, or counts as 0. */
  readonly below?: 'hold' | 'zero';
  /** An older rate is missing. A missing rate forbids to scale down. */
  readonly maximumAge?: number;
}

export interface ScaleDownVetoOptions {
  /** The name of the number in `observation.evidence`. */
  readonly evidence: string;
  /** A larger number forbids to scale down. */
  readonly above: number;
  /** Whether a missing number forbids it too. `veto` by default. */
  readonly whenMissing?: 'veto' | 'allow';
  /** An older number is missing. */
  readonly maximumAge?: number;
}

export interface LargestStepOptions {
  readonly up?: number;
  readonly down?: number;
}

/** Judged for `Value` targets: an average over the pods falls by arithmetic alone. */
export interface UnresponsiveOptions {
  /** How far the size must have grown before it is judged, as a factor. 2 by default. */
  readonly growth?: number;
  /** How long the metric has to react to that. 120,000 by default. */
  readonly settle?: number;
  /** The share of the value by which it must have fallen. 0.1 by default. */
  readonly change?: number;
  /** Evidence of the load: while it grows, a value that stays is no sign. */
  readonly load?: string;
  /** Whether such a metric asks for no more replicas. Off by default: it is only reported. */
  readonly cap?: boolean;
}
