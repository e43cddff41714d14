/** What stands where there is nothing to tell. */
export const NOTHING = '–';

/** A span as people read it: `212 ms`, `14s`, `1m 52s`, `3h 5m`, `2d 4h`. */
export function formatSpan(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return NOTHING;
  if (seconds < 1) return formatLatency(seconds);
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(whole / unit));
  if ((days ?? 0) > 0) return join(days, 'd', (hours ?? 0) % 24, 'h');
  if ((hours ?? 0) > 0) return join(hours, 'h', (minutes ?? 0) % 60, 'm');
  if ((minutes ?? 0) > 0) return join(minutes, 'm', whole % 60, 's');
  return `${whole}s`;
}

function join(large = 0, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit} ${small}${smallUnit}`;
}

/** A latency, with three digits at most: `0.85 ms`, `48 ms`, `1.24 s`. */
export function formatLatency(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return NOTHING;
  if (seconds >= 1) return `${digits(seconds)} s`;
  return `${digits(seconds * 1000)} ms`;
}

/** A share as a percentage: `3.1 %`, `0.02 %`. */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return NOTHING;
  const percent = share * 100;
  if (percent === 0) return '0 %';
  const size = Math.abs(percent);
  if (size < 0.01) return '< 0.01 %';
  return `${percent.toFixed(size < 1 ? 2 : size < 10 ? 1 : 0)} %`;
}

/** A number with three digits at most, or whole. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en-US');
  return digits(value);
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2).replace(/\.0+$/, '');
}
