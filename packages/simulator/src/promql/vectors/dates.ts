/** Functions of an instant in seconds since the epoch, in UTC, by their names in PromQL. */
export const DATE_FUNCTIONS: ReadonlyMap<string, (seconds: number) => number> = new Map([
  ['day_of_month', of((date) => date.getUTCDate())],
  ['day_of_week', of((date) => date.getUTCDay())],
  ['day_of_year', of(dayOfYear)],
  ['days_in_month', of(daysInMonth)],
  ['hour', of((date) => date.getUTCHours())],
  ['minute', of((date) => date.getUTCMinutes())],
  ['month', of((date) => date.getUTCMonth() + 1)],
  ['year', of((date) => date.getUTCFullYear())],
]);

const DAY = 86_400_000;

/** NaN for what is no instant or beyond those that JavaScript knows, a quarter million years. */
function of(part: (date: Date) => number): (seconds: number) => number {
  return (seconds) => part(new Date(Math.trunc(seconds) * 1000));
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
