import { type RunRecord, type Scenario, simulate } from '../engine/index.ts';
import { type Prices, type Score, scoreRun } from '../score/index.ts';

/** One run that is to be scored. */
export interface Job {
  readonly scenario: Scenario;
  readonly seed: bigint;
  readonly prices: Prices;
}

/** Runs and scores. */
export function runJob({ scenario, seed, prices }: Job): Score {
  return scoreRun(simulate(scenario, { seed }), prices);
}

/** Runs, and gives the whole record. */
export function recordJob({ scenario, seed }: Omit<Job, 'prices'>): RunRecord {
  return simulate(scenario, { seed });
}
