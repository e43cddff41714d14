/** Functions of an instant in seconds since the epoch, in UTC, by their names in PromQL. */
export const DATE_FUNCTIONS: ReadonlyMap<string, (seconds: number) => number> = new Map([
  ['day_of_month', of((date) => date.getUTCDate())],
  ['day_of_week', of((date) => date.getUTCDay())],
  ['day_of_year', of(dayOfYear)],
  ['days_in_month', of(daysInMonth)],
  ['hour', of((date) => date.getUTCHours())],
  ['minute', of((date) => date.getUTCMinutes())],
  ['month', of((date) => date.getUTCMonth() + 1)],
  ['year', (seconds) => yearOf(goInstant(seconds))],
]);

const DAY = 86_400_000;
/** The calendar repeats after 400 years, a whole number of weeks. */
const CYCLE_YEARS = 400;
const CYCLE_SECONDS = 146_097n * 86_400n;

const SMALLEST = -(2n ** 63n);
/** Go counts seconds from a year so far back; what is before it comes out behind the end. */
const FIRST_SECOND = -9_223_372_028_741_760_000n;

/** An instant as Go's calendar has it: whole cycles since the epoch, and the date in the first. */
interface GoInstant {
  readonly cycles: number;
  readonly date: Date;
}

/** The seconds as an int64 on amd64, where NaN and what is too large are the smallest number. */
function goInstant(seconds: number): GoInstant {
  const fits = Math.abs(seconds) < 2 ** 63;
  const whole = fits ? BigInt(Math.trunc(seconds)) : SMALLEST;
  const counted = whole < FIRST_SECOND ? whole + 2n ** 64n : whole;
  const rest = ((counted % CYCLE_SECONDS) + CYCLE_SECONDS) % CYCLE_SECONDS;
  const cycles = Number((counted - rest) / CYCLE_SECONDS);
  return { cycles, date: new Date(Number(rest) * 1000) };
}

function of(part: (date: Date) => number): (seconds: number) => number {
  return (seconds) => part(goInstant(seconds).date);
}

function yearOf({ cycles, date }: GoInstant): number {
  return cycles * CYCLE_YEARS + date.getUTCFullYear();
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
