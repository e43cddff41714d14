import type { SampleWindow } from '../series/sample-window.ts';

/** The samples of one series in a range of time; samples stand at from ≤ i < to, at least one. */
export class Window {
  times: Float64Array = new Float64Array(0);
  values: Float64Array = new Float64Array(0);
  from = 0;
  to = 0;
  /** False if no value in the window is below the one before it. True says nothing. */
  mayDrop = true;
  /** The range that was asked for, start < t ≤ end. */
  start = 0;
  end = 0;
  /** The instant of the evaluation: the end, unless there is an offset. */
  at = 0;

  get size(): number {
    return this.to - this.from;
  }

  /** Takes the samples in the range. Whether there are any. */
  fill(samples: SampleWindow): boolean {
    this.to = samples.firstAfter(this.end);
    if (this.to === samples.first) return false;
    this.from = samples.firstAfter(this.start);
    if (this.from >= this.to) return false;
    this.times = samples.times;
    this.values = samples.values;
    this.mayDrop = samples.lastDrop > this.from;
    return true;
  }
}
