/** Seconds as rules tell them: `1 s`, `60 s`, `5 min`. */
export function secondsText(seconds: number): string {
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${plain(seconds)} s`;
}

/** A number with no more digits than tell something. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(3)));
}
