/**
 * A law that a random duration or size follows. Parameters are those of the textbooks: `mu` and
 * `sigma` of a lognormal law are mean and standard deviation of the logarithm, `erlang` is given by
 * its mean, `empirical` takes each of its values with equal probability.
 */
export type Law =
  | { readonly law: 'deterministic'; readonly mean: number }
  | { readonly law: 'exponential'; readonly mean: number }
  | { readonly law: 'erlang'; readonly shape: number; readonly mean: number }
  | { readonly law: 'gamma'; readonly shape: number; readonly scale: number }
  | { readonly law: 'normal'; readonly mean: number; readonly sd: number }
  | { readonly law: 'lognormal'; readonly mu: number; readonly sigma: number }
  | { readonly law: 'weibull'; readonly shape: number; readonly scale: number }
  | { readonly law: 'uniform'; readonly low: number; readonly high: number }
  | { readonly law: 'pareto'; readonly alpha: number; readonly low: number }
  | {
      readonly law: 'boundedPareto';
      readonly alpha: number;
      readonly low: number;
      readonly high: number;
    }
  | {
      readonly law: 'hyperexponential';
      readonly probabilities: readonly number[];
      readonly rates: readonly number[];
    }
  | { readonly law: 'empirical'; readonly values: readonly number[] };

/** The name of a law. */
export type LawName = Law['law'];
