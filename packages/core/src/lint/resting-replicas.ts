/**
 * Where the rule `⌈n × ratio⌉` comes to rest from above, when the ratio to the target no longer falls:
 * the size that a service without load keeps.
 *
 * @param ratio of the reading to its target, > 0.
 * @param from the size that it comes from.
 * @param tolerance share by which the ratio may miss 1.
 */
export function restingReplicas(ratio: number, from: number, tolerance: number): number {
  if (ratio >= 1 - tolerance) return from;
  let size = from;
  for (;;) {
    const next = Math.ceil(size * ratio);
    if (next >= size) return size;
    size = next;
  }
}
