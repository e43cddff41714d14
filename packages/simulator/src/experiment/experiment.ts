import type { Scenario } from '../engine/index.ts';
import type { Prices } from '../score/index.ts';
import type { Workload } from '../workload/index.ts';

/** An experiment ready to be run: policies under the same loads, over the same seeds. */
export interface Experiment {
  readonly name: string;
  readonly about: string | null;
  /**
   * By the name of the policy, in the order of the file; `policy via path` where a policy is tried
   * over several paths. Under the first load.
   */
  readonly scenarios: ReadonlyMap<string, Scenario>;
  /** The loads under which all are tried, by name; one without a name for most. */
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly baseline: string;
  readonly seeds: readonly bigint[];
  readonly prices: Prices;
}
