import type { RandomSource } from '../../random/index.ts';

/**
 * Where in its interval each beat of a path stands when a run does not say: numbers from 0 to below 1,
 * all drawn at once, so that one seed gives the same to every path and policy.
 */
export interface Phases {
  readonly sync: number;
  readonly metricsServer: number;
  readonly relist: number;
  readonly polling: number;
  readonly meters: number;
  /** Decides when in their intervals targets are scraped. */
  readonly offsetSeed: bigint;
  /** Decides when in their intervals rule groups are evaluated. */
  readonly ruleFile: string;
}

/** Draws the phases of a run. */
export function drawPhases(source: RandomSource): Phases {
  return {
    sync: source.double(),
    metricsServer: source.double(),
    relist: source.double(),
    polling: source.double(),
    meters: source.double(),
    offsetSeed: BigInt(Math.floor(source.double() * 2 ** 52)),
    ruleFile: `rules-${Math.floor(source.double() * 2 ** 32)}.yml`,
  };
}
