import type { Int64 } from '../../go/index.ts';
import { toInt32, toInt32Saturating, toInt64 } from '../arithmetic.ts';
import { bandOf } from '../band.ts';
import type { Look } from '../look.ts';
import { isWithin } from '../tolerance.ts';

/** A size, and the average that the status shows. */
export interface AverageSize {
  readonly replicas: number;
  readonly average: Int64;
}

/**
 * The size for an `AverageValue` target of a value that belongs to the whole: `⌈usage / target⌉`
 * outside the band. Inside it the answer is `status.replicas`, not the wanted size: a rollout in
 * which more pods exist than are wanted raises it.
 */
export function sizeForAverage(
  look: Look,
  index: number,
  usage: Int64,
  target: Int64,
  saturating: boolean,
): AverageSize {
  const { policy, scale, trace } = look;
  const existing = scale.statusReplicas;
  const total = Number(usage);
  const ratio = total / (Number(target) * existing);
  // Up to 1.32 the test asks whether the ratio is outside, which 0/0 is not either.
  const within =
    isWithin(policy.tolerance, ratio) || (Number.isNaN(ratio) && !policy.features.toleranceBand);
  const convert = saturating ? toInt32Saturating : toInt32;
  const replicas = within ? existing : convert(Math.ceil(total / Number(target)));
  if (trace !== undefined) {
    const band = bandOf(policy.tolerance, Number(target) * existing);
    trace.push(
      { step: 'ratio', metric: index, ratio, band, within },
      { step: 'proposal', metric: index, replicas, pods: null, holds: within },
    );
  }
  return { replicas, average: toInt64(Math.ceil(total / existing)) };
}
