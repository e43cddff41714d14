/** A span for people: `0.4 s`, `40 s`, `1m 52s`. */
export function span(milliseconds: number): string {
  if (milliseconds < 60_000) {
    return `${milliseconds < 1000 ? milliseconds / 1000 : Math.round(milliseconds / 1000)} s`;
  }
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}

/** `1 replica`, `4 replicas`. */
export function replicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}
