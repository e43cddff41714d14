import type { ReplayDifference } from '@flyball/core';

/** Where a decision differs: `desiredReplicas was 7, and is 5 now`. */
export function differenceText({ field, recorded, replayed }: ReplayDifference): string {
  return `${field} was ${shown(recorded)}, and is ${shown(replayed)} now`;
}

function shown(value: unknown): string {
  return value === undefined ? 'not there' : JSON.stringify(value);
}
