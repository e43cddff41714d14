import { xxhash64 } from '../hash/index.ts';

const NANOSECONDS = 1_000_000n;
const LONG_LENGTH = 0xff;

/**
 * The hash by which Prometheus shifts the evaluations of a rule group: of its file and its name, so
 * it stays the same from start to start.
 */
export function groupHash(file: string, name: string): bigint {
  return xxhash64(
    new Uint8Array(['file', file, 'name', name].flatMap((text) => [...withLength(text)])),
  );
}

function withLength(text: string): readonly number[] {
  const bytes = utf8(text);
  const { length } = bytes;
  const prefix =
    length < LONG_LENGTH
      ? [length]
      : [LONG_LENGTH, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff];
  return [...prefix, ...bytes];
}

function utf8(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}

/** The instants at which a group is evaluated: k · interval + offset, in nanoseconds. */
export class EvaluationSlots {
  readonly #interval: bigint;
  readonly offset: bigint;

  /** @param interval in milliseconds */
  constructor(file: string, name: string, interval: number) {
    this.#interval = BigInt(Math.round(interval * 1e6));
    this.offset = groupHash(file, name) % this.#interval;
  }

  /** The last slot that is not after an instant in milliseconds; itself in nanoseconds. */
  lastUntil(at: number): bigint {
    return this.#lastUntil(BigInt(Math.floor(at)) * NANOSECONDS);
  }

  /** The first slot of a Prometheus that starts at an instant, in milliseconds, rounded down. */
  firstAfterStart(start: number): number {
    return Number((this.lastUntil(start) + this.#interval) / NANOSECONDS);
  }

  /** The slot after the one of that millisecond, rounded down as the times of samples are. */
  next(at: number): number {
    const endOfMillisecond = BigInt(Math.floor(at) + 1) * NANOSECONDS - 1n;
    return Number((this.#lastUntil(endOfMillisecond) + this.#interval) / NANOSECONDS);
  }

  #lastUntil(nanoseconds: bigint): bigint {
    const since = nanoseconds - this.offset;
    const whole = since / this.#interval;
    const index = since < 0n && whole * this.#interval !== since ? whole - 1n : whole;
    return index * this.#interval + this.offset;
  }
}
