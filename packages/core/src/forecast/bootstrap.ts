import { requireInnerProbability, requireInteger, requireSample } from '../numeric/index.ts';
import { sampleQuantile } from './quantiles.ts';

/** A number that sums up a sample, as the mean or the median. */
export type Statistic = (sample: readonly number[]) => number;

/** An interval for a statistic from resampling. */
export interface BootstrapInterval {
  /** The statistic of the sample itself. */
  readonly estimate: number;
  readonly replicates: readonly number[];
  /** Percentile interval: type 7 quantiles of the replicates at (1 -+ level)/2. */
  readonly lower: number;
  readonly upper: number;
}

/** A percentile interval with the basic ("reflected") one beside it. */
export interface BasicBootstrapInterval extends BootstrapInterval {
  /** `2 estimate - upper`. */
  readonly basicLower: number;
  /** `2 estimate - lower`. */
  readonly basicUpper: number;
}

/**
 * Bootstrap intervals from given resampling indices: replicate i is the statistic of
 * `data[indices[i][0]], data[indices[i][1]], ..` (Davison & Hinkley, Bootstrap Methods, 1997). Indices
 * are an argument so that the caller's random stream decides, and a run can be repeated.
 *
 * @param data at least one value.
 * @param indices at least one list of positions in `data`.
 * @param level of the interval, above 0 and below 1.
 * @throws RangeError for arguments outside these ranges.
 */
export function bootstrapInterval(
  data: readonly number[],
  indices: Iterable<Iterable<number>>,
  statistic: Statistic,
  level: number = 0.95,
): BasicBootstrapInterval {
  requireSample('data', data);
  const replicates = Array.from(indices, (list) =>
    statistic(Array.from(list, (index) => at(data, index))),
  );
  const interval = percentileInterval(statistic(data), replicates, level);
  return {
    ...interval,
    basicLower: 2 * interval.estimate - interval.upper,
    basicUpper: 2 * interval.estimate - interval.lower,
  };
}

/** How blocks are laid. */
export interface BlockBootstrapOptions {
  /** Values in a block, integer >= 1. */
  readonly blockLength: number;
  /** Whether a block may run over the end and on from the start. */
  readonly circular: boolean;
  /** Level of the interval, above 0 and below 1; default 0.95. */
  readonly level?: number;
}

/**
 * Block bootstrap for a series whose neighbours resemble each other: replicate i is the statistic of
 * the blocks that start at `blockStarts[i]`, joined and cut to the length of the series (Kuensch 1989;
 * circular: Politis & Romano 1992).
 *
 * @param data at least one value.
 * @param blockStarts at least one list of positions, enough of them to cover the series.
 * @throws RangeError for arguments outside these ranges.
 */
export function blockBootstrap(
  data: readonly number[],
  blockStarts: Iterable<Iterable<number>>,
  statistic: Statistic,
  options: BlockBootstrapOptions,
): BootstrapInterval {
  const { blockLength, circular, level = 0.95 } = options;
  requireSample('data', data);
  requireInteger('blockLength', blockLength, 1);
  const replicates = Array.from(blockStarts, (starts) => {
    const sample: number[] = [];
    for (const start of starts) {
      for (let k = start; k < start + blockLength && sample.length < data.length; k += 1) {
        sample.push(at(data, circular ? k % data.length : k));
      }
    }
    return statistic(sample);
  });
  return percentileInterval(statistic(data), replicates, level);
}

function percentileInterval(
  estimate: number,
  replicates: readonly number[],
  level: number,
): BootstrapInterval {
  requireInnerProbability('level', level);
  requireSample('replicates', replicates);
  return {
    estimate,
    replicates,
    lower: sampleQuantile(replicates, (1 - level) / 2),
    upper: sampleQuantile(replicates, (1 + level) / 2),
  };
}

function at(data: readonly number[], index: number): number {
  const value = data[index];
  if (value === undefined) {
    throw new RangeError(`position must be an integer below ${data.length}, got ${index}`);
  }
  return value;
}
