import type { Milli } from './milli.ts';
import type { SourceError } from './observation.ts';

/**
 * One step of the way to the number. Steps appear in the order in which they were taken; metric
 * steps carry the index of their entry in `spec.metrics`.
 */
export type TraceStep =
  | ScaleStep
  | UnreadableStep
  | ClampStep
  | DisabledStep
  | SelectorStep
  | ReadingStep
  | PodsStep
  | RatioStep
  | RebalanceStep
  | ProposalStep
  | MissingStep
  | ChoiceStep
  | StabilizationStep
  | RateLimitStep
  | GuardStep
  | ResultStep
  | DeadlineStep;

/** What the scale subresource said. */
export interface ScaleStep {
  readonly step: 'scale';
  /** The policy, `namespace/name`. */
  readonly policy: string;
  readonly specReplicas: number;
  readonly statusReplicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
}

/** The scale could not be read; nothing else was looked at. */
export interface UnreadableStep {
  readonly step: 'unreadable';
  /** The policy, `namespace/name`. */
  readonly policy: string;
}

/** The size stood outside the bounds; metrics, windows and policies are skipped. */
export interface ClampStep {
  readonly step: 'clamp';
  readonly from: number;
  readonly to: number;
  readonly bound: 'minReplicas' | 'maxReplicas';
}

/** The target stands at zero and stays there. */
export interface DisabledStep {
  readonly step: 'disabled';
}

/** The pods could not be told apart. */
export interface SelectorStep {
  readonly step: 'selector';
  readonly selector: string;
  readonly message: string;
}

/** What the metric source answered and what it is held against. */
export interface ReadingStep {
  readonly step: 'reading';
  readonly metric: number;
  /** The metric's name as reasons spell it. */
  readonly name: string;
  /** What is measured: `Service/command latency`, `cpu of the requests`. */
  readonly subject: string;
  readonly source: 'Resource' | 'ContainerResource' | 'Pods' | 'Object' | 'External';
  readonly target: 'Value' | 'AverageValue' | 'Utilization';
  /** The target: thousandths, or whole percent for `Utilization`. */
  readonly targetValue: Milli;
  /** The value compared with the target, in the same unit. */
  readonly usage: Milli;
  /** When it was sampled, where the source says so. */
  readonly at: number | null;
}

/** How the selected pods were grouped. */
export interface PodsStep {
  readonly step: 'pods';
  readonly metric: number;
  readonly selected: number;
  readonly ready: number;
  readonly unready: readonly string[];
  readonly missing: readonly string[];
  readonly ignored: readonly string[];
}

/** Usage over target, and the band of ratios in which nothing changes. */
export interface RatioStep {
  readonly step: 'ratio';
  readonly metric: number;
  readonly ratio: number;
  /** Null at size zero, where there is no band. */
  readonly band: RatioBand | null;
  readonly within: boolean;
}

/** Where nothing changes; all ends are in the band. */
export interface RatioBand {
  /** The last ratios, as doubles, for which the test still holds. */
  readonly low: number;
  readonly high: number;
  /**
   * The least and the largest usage whose ratio is in the band, in the unit of the usage, to its last
   * thousandth (percent for `Utilization`); null when no usage is, or no double tells them apart.
   */
  readonly usage: { readonly low: number; readonly high: number } | null;
}

/** The ratio once more, with values assumed for pods that had none. */
export interface RebalanceStep {
  readonly step: 'rebalance';
  readonly metric: number;
  /** What missing pods are taken to use, in thousandths; null when they were left out. */
  readonly assumedForMissing: 'target' | 'zero' | 'nothing';
  readonly unreadyAsZero: boolean;
  readonly ratio: number;
  readonly samples: number;
  readonly within: boolean;
}

/** The size that one metric asks for: `⌈ratio × pods⌉` unless it holds. */
export interface ProposalStep {
  readonly step: 'proposal';
  readonly metric: number;
  readonly replicas: number;
  /** What the ratio was multiplied with; null when the metric holds or divides by itself. */
  readonly pods: number | null;
  readonly holds: boolean;
}

/** A metric that gave no proposal. */
export interface MissingStep {
  readonly step: 'missing';
  readonly metric: number;
  readonly name: string;
  readonly error: SourceError;
}

/** The largest proposal, and what missing metrics did to it. */
export interface ChoiceStep {
  readonly step: 'choice';
  /** The entry of `spec.metrics` that named the size; null when none could. */
  readonly metric: number | null;
  readonly replicas: number;
  readonly missing: number;
  /** Missing metrics forbid to go below the current size. */
  readonly blocked: boolean;
}

/** The raw size against recent recommendations. */
export interface StabilizationStep {
  readonly step: 'stabilization';
  readonly desired: number;
  readonly result: number;
  readonly direction: 'up' | 'down' | 'none';
  /** Windows in milliseconds; null where the algorithm without `behavior` has none. */
  readonly upWindow: number | null;
  readonly downWindow: number;
  /** The recommendation that was picked, and when it leaves the window; null when none was. */
  readonly picked: {
    readonly replicas: number;
    readonly at: number;
    readonly until: number;
  } | null;
}

/** Scaling policies and bounds. */
export interface RateLimitStep {
  readonly step: 'rate-limit';
  readonly desired: number;
  readonly result: number;
  readonly direction: 'up' | 'down' | 'none';
  /** `Default` is the algorithm without `behavior`: at most double, at least 4. */
  readonly select: 'Max' | 'Min' | 'Disabled' | 'Default';
  readonly policies: readonly PolicyLimit[];
  /** The size that the policies allow; null when nothing moves. */
  readonly limit: number | null;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly limited: boolean;
  readonly reason:
    | 'DesiredWithinRange'
    | 'ScaleUpLimit'
    | 'ScaleDownLimit'
    | 'TooFewReplicas'
    | 'TooManyReplicas';
}

export interface PolicyLimit {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  /** Milliseconds. */
  readonly period: number;
  /** The size at the start of the period, as the ledger tells it. */
  readonly start: number;
  readonly limit: number;
  /** When the oldest change leaves the period; null when the ledger holds none. */
  readonly until: number | null;
}

/** A guard that changed or would have changed something. */
export interface GuardStep {
  readonly step: 'guard';
  readonly guard: string;
  readonly metric: number | null;
  readonly message: string;
}

/** The end of the way. */
export interface ResultStep {
  readonly step: 'result';
  readonly from: number;
  readonly to: number;
}

/** When time alone first gives another answer, and why. */
export interface DeadlineStep {
  readonly step: 'deadline';
  readonly at: number;
  readonly cause: DeadlineCause;
}

export type DeadlineCause =
  /** A recommendation leaves a stabilization window. */
  | 'window'
  /** A change of size leaves the period of a scaling policy. */
  | 'period'
  /** The initialization period of a pod ends. */
  | 'initialization'
  /** A guard's patience ends: a sample grows too old, an absence too long. */
  | 'guard'
  /** The same inputs ask for more at once, as soon as the size is written. */
  | 'again';
