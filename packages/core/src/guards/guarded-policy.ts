import type { Policy } from '../hpa/index.ts';
import type { EvidenceRequest } from './evidence.ts';

/** A compiled policy with its guards. It stands for the policy wherever that is asked for. */
export interface GuardedPolicy extends Policy {
  /** Null when all are off. */
  readonly guards: Guards | null;
}

/** The guards with every default filled in. */
export interface Guards {
  /** One for each entry of `spec.metrics`. */
  readonly metrics: readonly MetricGuards[];
  readonly clampReadings: boolean;
  readonly floorWhileNothingReady: boolean;
  readonly scaleDownVetoes: readonly ScaleDownVeto[];
  /** Infinite where there is no limit. */
  readonly largestStep: { readonly up: number; readonly down: number };
}

export interface MetricGuards {
  readonly absence: Absence;
  /** Infinite where there is no limit. */
  readonly maximumAge: number;
  readonly actOnce: boolean;
  readonly minimumRequestRate: MinimumRequestRate | null;
  readonly unresponsive: Unresponsive | null;
}

export type Absence =
  | { readonly policy: 'hold' }
  | { readonly policy: 'zero'; readonly after: number }
  | { readonly policy: 'fallback'; readonly replicas: number; readonly after: number };

export interface MinimumRequestRate extends EvidenceRequest {
  readonly atLeast: number;
  readonly below: 'hold' | 'zero';
}

export interface ScaleDownVeto extends EvidenceRequest {
  readonly above: number;
  readonly whenMissing: 'veto' | 'allow';
}

export interface Unresponsive {
  readonly growth: number;
  readonly settle: number;
  readonly change: number;
  readonly load: EvidenceRequest | null;
  readonly cap: boolean;
}

/** The guards as traces and messages name them: after the option that rules them. */
export type GuardName =
  | 'absence'
  | 'actOnce'
  | 'bounds'
  | 'clampReadings'
  | 'floorWhileNothingReady'
  | 'largestStep'
  | 'maximumAge'
  | 'minimumRequestRate'
  | 'scaleDownVetoes'
  | 'unresponsive';

/** What a guard did. */
export interface Note {
  readonly guard: GuardName;
  /** The index in `spec.metrics`, or null when it is about the size. */
  readonly metric: number | null;
  /** A clause in plain words. */
  readonly message: string;
  /** False when it only reports. */
  readonly changes: boolean;
}
