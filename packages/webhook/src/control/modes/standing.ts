import type { ScalingEvent } from '@flyball/core';
import type { Standing } from '../../ports/index.ts';
import { pausedCode } from './pause.ts';

/** The standing of a policy that is withheld no longer, and what is told of that. */
export function released({ withheld, ...standing }: Standing): {
  readonly standing: Standing;
  readonly notices: readonly ScalingEvent[];
} {
  const notices: readonly ScalingEvent[] =
    withheld?.code === pausedCode
      ? [{ type: 'Normal', reason: 'ScalingResumed', message: 'the policy is paused no longer' }]
      : [];
  return { standing, notices };
}
