import type { Pod } from '../observation.ts';

/** How many pods run and are ready; the divisor that Value targets multiply their ratio with. */
export function countReadyPods(pods: readonly Pod[]): number {
  let ready = 0;
  for (const pod of pods) {
    if (pod.phase === 'Running' && pod.ready?.status === 'True') ready++;
  }
  return ready;
}
