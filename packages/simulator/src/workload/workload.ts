/**
 * A load as plain data. Rates are requests per second; instants and spans are seconds, from the start
 * of the run. `sum` and `product` put loads together: in a product one part is a rate and the others
 * are factors around 1.
 */
export type Workload =
  | { readonly kind: 'constant'; readonly rate: number }
  | StepWorkload
  | RampWorkload
  | SinusoidWorkload
  | DiurnalWorkload
  | WeekdayWorkload
  | NoiseWorkload
  | FlashWorkload
  | MmppWorkload
  | SelfSimilarWorkload
  | SamplesWorkload
  | { readonly kind: 'sum'; readonly parts: readonly Workload[] }
  | { readonly kind: 'product'; readonly parts: readonly Workload[] };

/** `rates[0]` at first, `rates[i + 1]` from `changes[i]` on. */
export interface StepWorkload {
  readonly kind: 'step';
  readonly rates: readonly number[];
  readonly changes: readonly number[];
}

/** From one rate to another, in a straight line between two instants. */
export interface RampWorkload {
  readonly kind: 'ramp';
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}

/** `base (1 + amplitude sin(2 pi t/period))`. */
export interface SinusoidWorkload {
  readonly kind: 'sinusoid';
  readonly base: number;
  /** 0 to 1. */
  readonly amplitude: number;
  readonly period: number;
}

/** A day: a wave with its peak at a time of day (UTC), and a second one twice as fast. */
export interface DiurnalWorkload {
  readonly kind: 'diurnal';
  /** Rate over a whole day. */
  readonly mean: number;
  /** Height of the daily wave as a share of the mean. */
  readonly amplitude: number;
  /** Height of the half-daily wave, for a lunch-time dip; default 0. */
  readonly secondAmplitude?: number;
  /** Time of day of the daily wave's top, in hours; default 14. */
  readonly peakHour?: number;
}

/** A factor for each day of the week, by UTC. */
export interface WeekdayWorkload {
  readonly kind: 'weekday';
  /** Monday first, seven of them. */
  readonly factors: readonly number[];
}

/** A factor around 1 that wanders: lognormal, and alike from one step to the next. */
export interface NoiseWorkload {
  readonly kind: 'noise';
  /** Standard deviation over mean. */
  readonly cv: number;
  /** Seconds between changes; default 60. */
  readonly every?: number;
  /** Correlation of the logarithm from one step to the next, 0 to below 1; default 0.9. */
  readonly correlation?: number;
}

/** A flash crowd, on top of what there is otherwise: up, a plateau, and away. */
export interface FlashWorkload {
  readonly kind: 'flash';
  /** Height of the plateau. */
  readonly peak: number;
  readonly start: number;
  /** Seconds from nothing to the plateau. */
  readonly rampUp: number;
  /** Seconds that the plateau lasts. */
  readonly plateau: number;
  /** Seconds in which the rest falls to 37 %. */
  readonly decay: number;
}

/** A Poisson stream whose rate is switched by a Markov chain of two states (MMPP-2). */
export interface MmppWorkload {
  readonly kind: 'mmpp';
  readonly rates: readonly [number, number];
  /** Switches per second out of the first state and out of the second. */
  readonly switchRates: readonly [number, number];
}

/** Many sources that are on and off for Pareto distributed times: bursts on every scale of time. */
export interface SelfSimilarWorkload {
  readonly kind: 'self-similar';
  readonly mean: number;
  /** Default 50. */
  readonly sources?: number;
  /** Hurst parameter, 0.5 to 1; the Pareto exponent is 3 - 2 H. Default 0.8. */
  readonly hurst?: number;
  /** Mean seconds of an on or off time; default 10. */
  readonly meanPeriod?: number;
}

/** A recorded load: rates at rising instants. */
export interface SamplesWorkload {
  readonly kind: 'samples';
  readonly points: readonly (readonly [time: number, rate: number])[];
  /** `hold` keeps a rate until the next sample, `line` joins them; default `hold`. */
  readonly between?: 'hold' | 'line';
  /** Starts again at the end, after one more interval as long as the last; default false. */
  readonly repeat?: boolean;
}
