import type { Intensity } from '../../workload/index.ts';
import type { BalancerKind } from '../requests/index.ts';

/** A service as the fluid sees it; times in seconds. */
export interface FluidModel {
  readonly intensity: Intensity;
  /** Users who think, in place of a load of its own. */
  readonly users?: { readonly count: number; readonly meanThink: number };
  readonly meanWork: number;
  /** Squared coefficient of variation of the work. */
  readonly scv: number;
  /** As `LatencySpread` has it. */
  readonly waitSkew: number;
  /** Cores (or workers) of a pod. */
  readonly cores: number;
  /** Whether requests share the cores, or wait for a worker. */
  readonly shared: boolean;
  readonly balancer: BalancerKind;
  /** Mean time that every request takes besides. */
  readonly meanFloor: number;
  readonly whenUnready: 'fail' | 'hold';
  /** Latencies are estimated too; without them only the backlog is followed. */
  readonly withLatency: boolean;
  readonly buckets?: readonly number[];
  readonly relativeError?: number;
  /** Answers that take longer are counted apart. */
  readonly slowAfter?: number;
  /** Whether the share of each pod in the answers is followed; default false. */
  readonly perPod?: boolean;
}
