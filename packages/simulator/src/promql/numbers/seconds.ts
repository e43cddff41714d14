/** Milliseconds as seconds, rounded as Go rounds them: whole seconds and the rest apart. */
export function goSeconds(milliseconds: number): number {
  const whole = Math.trunc(milliseconds / 1000);
  return whole + ((milliseconds - whole * 1000) * 1e6) / 1e9;
}
