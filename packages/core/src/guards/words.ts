/** A span for people: `400 ms`, `40 s`, `1m 52s`. */
export function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  const rest = seconds % 60;
  if (seconds < 60) return `${seconds} s`;
  return rest === 0 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds / 60)}m ${rest}s`;
}

/** `1 replica`, `4 replicas`. */
export function replicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}
