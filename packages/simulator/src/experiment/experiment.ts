import type { Scenario } from '../engine/index.ts';
import type { Prices } from '../score/index.ts';

/** An experiment ready to be run: policies under the same loads, over the same seeds. */
export interface Experiment {
  readonly name: string;
  readonly about: string | null;
  /** By the name of the policy, in the order of the file. */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly baseline: string;
  readonly seeds: readonly bigint[];
  readonly prices: Prices;
}
