import { requirePositive } from '@flyball/core';
import type { Process } from './process.ts';

/** A beat in milliseconds: its instants are k · interval + phase. */
export interface Beat {
  readonly interval: number;
  /** 0 by default. */
  readonly phase?: number;
}

/** The first instant of a beat that is not before another. */
export function nextBeat({ interval, phase = 0 }: Beat, at: number): number {
  return Math.ceil((at - phase) / interval) * interval + phase;
}

/** Ticks at the instants of a beat. */
export class Ticker implements Process<number> {
  readonly #beat: Beat;
  #next: number;

  /**
   * @param from the first tick is not before this instant
   * @throws {RangeError} if the interval is not positive
   */
  constructor(beat: Beat, from: number) {
    requirePositive('interval', beat.interval);
    this.#beat = beat;
    this.#next = nextBeat(beat, from);
  }

  nextEventAt(): number {
    return this.#next;
  }

  advance(to: number): readonly number[] {
    const ticks: number[] = [];
    // Added up, a beat that is no whole number of milliseconds would drift.
    while (this.#next <= to) {
      ticks.push(this.#next);
      this.#next = nextBeat(this.#beat, this.#next + this.#beat.interval / 2);
    }
    return ticks;
  }
}
