const scratch = new DataView(new ArrayBuffer(8));

/**
 * The smallest double for which a condition holds that, once it holds, holds for all larger ones.
 * It must hold for Infinity. At most 64 questions.
 */
export function smallestDouble(holds: (value: number) => boolean): number {
  let least = rankOf(Number.NEGATIVE_INFINITY);
  let most = rankOf(Number.POSITIVE_INFINITY);
  while (least < most) {
    const middle = (least + most) >> 1n;
    if (holds(doubleOf(middle))) most = middle;
    else least = middle + 1n;
  }
  return doubleOf(most);
}

/** The place of a double among all doubles, 0 for both zeros: its bits, the sign made a sign. */
function rankOf(value: number): bigint {
  scratch.setFloat64(0, Math.abs(value));
  const magnitude = scratch.getBigInt64(0);
  return value < 0 ? -magnitude : magnitude;
}

function doubleOf(rank: bigint): number {
  scratch.setBigInt64(0, rank < 0n ? -rank : rank);
  const magnitude = scratch.getFloat64(0);
  return rank < 0n ? -magnitude : magnitude;
}
