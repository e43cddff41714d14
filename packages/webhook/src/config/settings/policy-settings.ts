import type { AlertMatcher } from '../../alertmanager/index.ts';

/**
 * Who writes the size:
 *
 * - `direct`: we do
 * - `shadow`: nobody on our behalf; decisions are recorded only
 */
export type PolicyMode = 'direct' | 'shadow';

/** What a policy says about us beside its spec, in annotations. */
export interface PolicySettings {
  readonly mode: PolicyMode;
  /** Whether nothing is written for it. */
  readonly paused: boolean;
  /** How long after a look the next one comes while it is awake, in milliseconds. */
  readonly syncPeriod: number;
  /** How long after a look the next one comes while it sleeps, in milliseconds. */
  readonly safetyPeriod: number;
  /** `kubernetes` switches every guard off. */
  readonly compatibility: 'flyball' | 'kubernetes';
  /** Alerts whose labels meet all of these wake it too; empty for none besides its own. */
  readonly alerts: readonly AlertMatcher[];
}
