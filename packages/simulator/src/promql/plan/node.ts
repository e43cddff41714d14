import type { SortedLabels } from '../labels/sorted-labels.ts';
import type { Window } from './window.ts';

/** One value for each of several series, at an instant; no label set comes twice. */
export interface Vector {
  readonly labels: readonly SortedLabels[];
  readonly values: readonly number[];
}

export const NOTHING: Vector = { labels: [], values: [] };

/** A part of a plan that answers with an instant vector. Instants are milliseconds. */
export interface VectorNode {
  vectorAt(at: number): Vector;
}

export interface ScalarNode {
  scalarAt(at: number): number;
}

/** A part of a plan that answers with a window of samples for each series that has any. */
export interface MatrixNode {
  /** The window is the same object each time, filled anew; it is valid during the call only. */
  eachWindow(at: number, visit: (labels: SortedLabels, window: Window) => void): void;
}

/** A vector under construction. */
export class VectorBuilder implements Vector {
  readonly labels: SortedLabels[] = [];
  readonly values: number[] = [];

  add(labels: SortedLabels, value: number): void {
    this.labels.push(labels);
    this.values.push(value);
  }
}
