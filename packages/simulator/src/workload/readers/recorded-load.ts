import type { SamplesWorkload } from '../workload.ts';

/** A load that was read from a file. */
export interface RecordedLoad {
  readonly workload: SamplesWorkload;
  /** Milliseconds since the epoch of the first sample, where the file has dates. */
  readonly startsAt?: number;
  /** Seconds from the first sample to the end of the last. */
  readonly duration: number;
  /** Samples without a number, which were passed over. */
  readonly skipped: number;
}

/** What the numbers of a file are: requests per second, or requests since the sample before. */
export type LoadUnit = 'rate' | 'count';

/** A mistake in a file, with its line, counted from 1; absent where the file has no lines. */
export class RecordedLoadError extends Error {
  override readonly name: string = 'RecordedLoadError';
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/** One sample as it was read: an instant as it stands there, and a number or none. */
export interface RawSample {
  readonly time: number | string;
  readonly value: number;
  readonly line?: number;
}

/** Numbers above this are milliseconds since the epoch, not seconds: the year 5138 in seconds. */
const MILLISECONDS_FROM = 1e11;
/** Numbers above this are seconds since the epoch, not since the start of a run. */
const EPOCH_FROM = 1e9;

/**
 * Makes a load of samples: instants become seconds from the first one.
 *
 * @param samples in order of time; several at one instant are added up.
 * @throws RecordedLoadError for an instant that cannot be read or is out of order, a negative number,
 *   or fewer than two instants.
 */
export function recordedLoad(samples: readonly RawSample[], unit: LoadUnit): RecordedLoad {
  const merged: { seconds: number; value: number; line: number | undefined }[] = [];
  let skipped = 0;
  let dated = false;
  for (const { time, value, line } of samples) {
    if (Number.isNaN(value)) {
      skipped += 1;
      continue;
    }
    if (!(value >= 0 && value < Infinity)) {
      throw new RecordedLoadError(`a load must be a finite number >= 0, got ${value}`, line);
    }
    const { seconds, absolute } = readInstant(time, line);
    dated ||= absolute;
    const last = merged.at(-1);
    if (last !== undefined && seconds < last.seconds) {
      throw new RecordedLoadError(
        `instants must rise: ${time} comes after a later one; sort the file by time`,
        line,
      );
    }
    if (last !== undefined && seconds === last.seconds) last.value += value;
    else merged.push({ seconds, value, line });
  }
  const [first, second] = merged;
  if (first === undefined || second === undefined) {
    throw new RecordedLoadError(
      `a load needs samples at two instants at least, got ${merged.length}`,
    );
  }
  const last = merged.at(-1) ?? second;
  const lastGap = last.seconds - (merged.at(-2) ?? first).seconds;
  const points = merged.map(({ seconds, value }, index) => {
    const gap = (merged[index + 1]?.seconds ?? seconds + lastGap) - seconds;
    return [seconds - first.seconds, unit === 'count' ? value / gap : value] as const;
  });
  return {
    workload: { kind: 'samples', points },
    ...(dated ? { startsAt: first.seconds * 1000 } : {}),
    duration: last.seconds - first.seconds + lastGap,
    skipped,
  };
}

function readInstant(
  time: number | string,
  line: number | undefined,
): { seconds: number; absolute: boolean } {
  const number = typeof time === 'number' ? time : time.trim() === '' ? Number.NaN : Number(time);
  if (Number.isFinite(number)) {
    const seconds = number > MILLISECONDS_FROM ? number / 1000 : number;
    return { seconds, absolute: seconds > EPOCH_FROM };
  }
  const date = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (Number.isFinite(date)) return { seconds: date / 1000, absolute: true };
  throw new RecordedLoadError(
    `${JSON.stringify(time)} is no instant: write seconds, milliseconds since 1970, or a date as 2026-03-01T09:00:00Z`,
    line,
  );
}
