/** A text that is no instant of RFC 3339. */
export class InstantError extends Error {
  override readonly name = 'InstantError';
  readonly text: string;

  constructor(text: string) {
    super(
      `${JSON.stringify(text)} is not an instant of RFC 3339, such as 2026-01-02T15:04:05Z or 2026-01-02T16:04:05.25+01:00`,
    );
    this.text = text;
  }
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** The year 1, which Go writes where there is no instant. */
const GO_ZERO = epochDay(1, 1, 1) * 86_400_000;

/**
 * Reads an instant of RFC 3339 as milliseconds since the epoch. What is finer than a
 * microsecond is cut. As in Go there is no second 60, `T` and `Z` are capital, and an offset reaches
 * to 24:60.
 *
 * @throws {InstantError}
 */
export function parseInstant(text: string): number {
  const match = FORM.exec(text);
  if (match === null) throw new InstantError(text);
  const [, y, mo, d, h, mi, s, fraction = '', sign, oh = '0', om = '0'] = match;
  const [year, month, day] = [Number(y), Number(mo), Number(d)];
  const [hour, minute, second] = [Number(h), Number(mi), Number(s)];
  const [offsetHour, offsetMinute] = [Number(oh), Number(om)];
  const valid =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    offsetHour <= 24 &&
    offsetMinute <= 60;
  if (!valid) throw new InstantError(text);
  const offset = (offsetHour * 60 + offsetMinute) * (sign === '-' ? -60 : 60);
  const seconds = epochDay(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
  const microseconds = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return seconds * 1000 + microseconds / 1000;
}

/**
 * The same where there may be none: nothing for nothing, for the empty text, and for Go's zero
 * instant `0001-01-01T00:00:00Z`.
 *
 * @throws {InstantError}
 */
export function parseOptionalInstant(text: string | null | undefined): number | null {
  if (text === undefined || text === null || text === '') return null;
  const instant = parseInstant(text);
  return instant === GO_ZERO ? null : instant;
}

/**
 * The instant to the second, the fraction cut, as Kubernetes writes most: `2026-01-02T15:04:05Z`.
 *
 * @throws {RangeError} outside the years 0 to 9999
 */
export function formatInstant(instant: number): string {
  return `${upToSeconds(instant)}Z`;
}

/**
 * The instant to the nearest microsecond, as Kubernetes writes a MicroTime:
 * `2026-01-02T15:04:05.250000Z`. Exact in this century; a double holds no more.
 *
 * @throws {RangeError} outside the years 0 to 9999
 */
export function formatMicroInstant(instant: number): string {
  const micro = Math.round(instant * 1000);
  const second = Math.floor(micro / 1e6);
  return `${upToSeconds(second * 1000)}.${String(micro - second * 1e6).padStart(6, '0')}Z`;
}

function upToSeconds(instant: number): string {
  const text = new Date(Math.floor(instant / 1000) * 1000).toISOString();
  if (text.length !== 24)
    throw new RangeError(`the instant ${instant} is not in the years 0 to 9999`);
  return text.slice(0, 19);
}

function epochDay(year: number, month: number, day: number): number {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; the calendar repeats after 400 years.
  return Date.UTC(year + 400, month - 1, day) / 86_400_000 - 146_097;
}

function daysIn(year: number, month: number): number {
  return epochDay(year, month + 1, 1) - epochDay(year, month, 1);
}
