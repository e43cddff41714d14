import { toInt32 } from '../arithmetic.ts';
import { bandOf } from '../band.ts';
import type { Look } from '../look.ts';
import { sizeOfReadings } from '../observation.ts';
import { isWithin } from '../tolerance.ts';
import type { RebalanceStep } from '../trace.ts';
import type { PodGroups } from './group-pods.ts';

/** What a missing pod is taken to use. */
export type Assumed = RebalanceStep['assumedForMissing'];

/** A first ratio, and how to take it again with values assumed for pods that gave none. */
export interface FirstRatio {
  /** What is compared with the target, both in the same unit. */
  readonly usage: number;
  readonly target: number;
  readonly groups: PodGroups;
  /** The second ratio, or text when it cannot be taken. */
  again(
    assumed: Assumed,
    idle: boolean,
  ): { readonly ratio: number; readonly samples: number } | string;
}

/**
 * From the first ratio to a size. Where pods are missing, or starting on the way up, the ratio is
 * taken again with cautious values for them: a missing pod pulls towards the present size, a
 * starting one counts as idle. If that turns the direction, or its size contradicts it, nothing
 * changes.
 */
export function sizeForRatio(look: Look, index: number, first: FirstRatio): number | string {
  const { policy, scale, trace } = look;
  const { tolerance } = policy;
  const { usage, target, groups } = first;
  const ratio = usage / target;
  const { counted, unready, missing } = groups;
  const current = sizeOfReadings(scale);
  const idle = unready.length > 0 && ratio > 1;
  const within = isWithin(tolerance, ratio);
  if (trace !== undefined) {
    trace.push({ step: 'ratio', metric: index, ratio, band: bandOf(tolerance, target), within });
  }
  if (!idle && missing.length === 0) {
    const replicas = within ? current : toInt32(Math.ceil(ratio * counted.length));
    return conclude(look, index, replicas, within ? null : counted.length);
  }
  const assumed = assumption(ratio, missing.length);
  const second = first.again(assumed, idle);
  if (typeof second === 'string') return second;
  const settled = isWithin(tolerance, second.ratio);
  trace?.push({
    step: 'rebalance',
    metric: index,
    assumedForMissing: assumed,
    unreadyAsZero: idle,
    ratio: second.ratio,
    samples: second.samples,
    within: settled,
  });
  const turned = (ratio < 1 && second.ratio > 1) || (ratio > 1 && second.ratio < 1);
  if (settled || turned) return conclude(look, index, current, null);
  const replicas = toInt32(Math.ceil(second.ratio * second.samples));
  const contradicts =
    (second.ratio < 1 && replicas > current) || (second.ratio > 1 && replicas < current);
  return contradicts
    ? conclude(look, index, current, null)
    : conclude(look, index, replicas, second.samples);
}

function assumption(ratio: number, missing: number): Assumed {
  if (missing === 0) return 'nothing';
  if (ratio < 1) return 'target';
  return ratio > 1 ? 'zero' : 'nothing';
}

function conclude(look: Look, metric: number, replicas: number, pods: number | null): number {
  look.trace?.push({ step: 'proposal', metric, replicas, pods, holds: pods === null });
  return replicas;
}
