import { parseQuantity } from '../quantity/index.ts';
import type { Features } from './features.ts';
import type { DefaultedBehavior } from './manifest/index.ts';

/** The band of ratios in which nothing changes. */
export interface Tolerance {
  readonly down: number;
  readonly up: number;
  /** The last ratios that hold, both inclusive. */
  readonly low: number;
  readonly high: number;
}

/** The band that the flag and the behavior make, for the version. */
export function compileTolerance(
  flag: number,
  behavior: DefaultedBehavior | undefined,
  features: Features,
): Tolerance {
  if (!features.toleranceBand) {
    const holds = (ratio: number) => Math.abs(1 - ratio) <= flag;
    // Both ends as doubles: the test is monotone, so they say the same as the subtraction.
    const low = edge(-1 - 2 * flag, holds);
    return { down: flag, up: flag, low, high: edge(3 + 2 * flag, holds) };
  }
  const own = features.behaviorTolerance ? behavior : undefined;
  const down = toleranceOf(own?.scaleDown.tolerance) ?? flag;
  const up = toleranceOf(own?.scaleUp.tolerance) ?? flag;
  return { down, up, low: 1 - down, high: 1 + up };
}

/** Whether a ratio changes nothing. */
export function isWithin({ low, high }: Tolerance, ratio: number): boolean {
  return low <= ratio && ratio <= high;
}

function toleranceOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseQuantity(text).asApproximateFloat64();
}

/** The last double between 1, which holds, and `beyond`, which does not, that holds. */
function edge(beyond: number, holds: (ratio: number) => boolean): number {
  let inside = 1;
  let outside = beyond;
  for (;;) {
    const middle = (inside + outside) / 2;
    if (middle === inside || middle === outside) return inside;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
}
