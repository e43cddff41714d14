import type { Int64 } from '../../go/index.ts';
import { toInt32, toInt32Saturating } from '../arithmetic.ts';
import { bandOf } from '../band.ts';
import type { Look } from '../look.ts';
import { sizeOfReadings } from '../observation.ts';
import { isWithin } from '../tolerance.ts';
import { countReadyPods } from './ready-pods.ts';

/** The text for a target without pods. */
export const NO_PODS = 'no pods returned by selector while calculating replica count';

/**
 * The size for a `Value` target: `⌈usage / target × ready pods⌉` outside the band. The value is not
 * divided by the pods, so the same value multiplies again at every look. At size 0 it is
 * `⌈usage / target⌉` without a band. Text when it cannot be computed.
 */
export function sizeForValue(
  look: Look,
  index: number,
  usage: Int64,
  target: Int64,
): number | string {
  const { policy, scale, trace } = look;
  const ratio = Number(usage) / Number(target);
  const current = sizeOfReadings(scale);
  if (current === 0) {
    // The one place of the kind that no version guards.
    const replicas = toInt32(Math.ceil(ratio));
    trace?.push(
      { step: 'ratio', metric: index, ratio, band: null, within: false },
      { step: 'proposal', metric: index, replicas, pods: null, holds: false },
    );
    return replicas;
  }
  const within = isWithin(policy.tolerance, ratio);
  if (trace !== undefined) {
    const band = bandOf(policy.tolerance, Number(target));
    trace.push({ step: 'ratio', metric: index, ratio, band, within });
  }
  if (within) {
    trace?.push({ step: 'proposal', metric: index, replicas: current, pods: null, holds: true });
    return current;
  }
  const pods = look.pods();
  if (pods.length === 0) return `unable to calculate ready pods: ${NO_PODS}`;
  const ready = countReadyPods(pods);
  const convert = policy.features.valueGuard ? toInt32Saturating : toInt32;
  const replicas = convert(Math.ceil(ratio * ready));
  trace?.push({ step: 'proposal', metric: index, replicas, pods: ready, holds: false });
  return replicas;
}
