import type { Decision, GuardedMemory, RescaleOutcome, ScalingEvent } from '@flyball/core';
import type { PolicyConfig } from '../../config/index.ts';
import type {
  CallOptions,
  ClusterAutoscaler,
  Failure,
  Result,
  Standing,
} from '../../ports/index.ts';
import type { Gathered } from '../gather.ts';
import type { Look } from '../look.ts';

/** What a look knows before it decides. */
export interface Situation {
  readonly config: PolicyConfig;
  readonly gathered: Gathered;
  readonly memory: GuardedMemory;
  readonly standing: Standing;
  /** The autoscalers of the target's namespace. */
  readonly autoscalers: Result<readonly ClusterAutoscaler[]>;
}

/** How one look goes about its decision: from what it is made, and what becomes of it. */
export interface Course {
  readonly observation: Gathered['observation'];
  readonly memory: GuardedMemory;
  plan(decision: Decision<GuardedMemory>): Plan;
}

/** What becomes of a decision. */
export interface Plan {
  /** With the memory that is saved before anything is written. */
  readonly decision: Decision<GuardedMemory>;
  /** What is saved beside it. */
  readonly standing: Standing;
  /** Writes to the cluster; null when nothing is to be written. */
  readonly act: ((options: CallOptions) => Promise<Acted>) | null;
  /** Why the decision is not carried out; null when it is. */
  readonly withheld: Look['reason'] | null;
  /** Whether the events of the decision are told in the cluster. */
  readonly tells: boolean;
  /** What is told before them. */
  readonly notices: readonly ScalingEvent[];
  /** What the look says otherwise than the decision does. */
  readonly report: Partial<Pick<Look, 'outcome' | 'reason' | 'nextDeadline' | 'deadlineCause'>>;
  /** The last line of the explanation. */
  readonly remark: { readonly label: string; readonly text: string } | null;
}

/** How a write to the cluster went. */
export interface Acted {
  /** Null when the decision had nothing to do with it. */
  readonly outcome: RescaleOutcome | null;
  readonly failure: Failure | null;
}
