const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
 * A duration as kubectl prints an age: one unit when it is coarse, two while the second still
 * matters. Source: `duration.HumanDuration` of apimachinery.
 */
export function humanDuration(milliseconds: number): string {
  const whole = (unit: number): number => Math.trunc(milliseconds / unit);
  if (whole(second) < -1) return '<invalid>';
  if (whole(second) < 0) return '0s';
  if (milliseconds < 2 * minute) return `${whole(second)}s`;
  if (milliseconds < 10 * minute) return two(whole(minute), 'm', whole(second) % 60, 's');
  if (milliseconds < 3 * hour) return `${whole(minute)}m`;
  if (milliseconds < 8 * hour) return two(whole(hour), 'h', whole(minute) % 60, 'm');
  if (milliseconds < 2 * day) return `${whole(hour)}h`;
  if (milliseconds < 8 * day) return two(whole(day), 'd', whole(hour) % 24, 'h');
  if (milliseconds < 2 * year) return `${whole(day)}d`;
  if (milliseconds < 8 * year) return two(whole(year), 'y', whole(day) % 365, 'd');
  return `${whole(year)}y`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}
