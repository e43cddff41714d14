import type { Observation, Pod, Policy } from '../hpa/index.ts';
import { matchesSelector } from '../selectors/index.ts';

/** The pods that the scale's selector selects; none when it cannot be read. */
export function selectedPods({ scale, pods }: Observation, policy: Policy): readonly Pod[] {
  if ('error' in scale) return [];
  const selector = policy.readSelector(scale.selector);
  if ('event' in selector) return [];
  return pods.filter(({ labels }) => labels === undefined || matchesSelector(selector, labels));
}
