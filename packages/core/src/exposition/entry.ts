import type { LabelSet } from '../labels/index.ts';

/** What a family of series is said to be; `untyped` of the text format is `unknown`. */
export type MetricType =
  | 'counter'
  | 'gauge'
  | 'histogram'
  | 'gaugehistogram'
  | 'summary'
  | 'info'
  | 'stateset'
  | 'unknown';

/** One line of an exposition that says something. */
export type ExpositionEntry =
  | { readonly kind: 'type'; readonly name: string; readonly type: MetricType }
  | { readonly kind: 'help'; readonly name: string; readonly help: string }
  | { readonly kind: 'unit'; readonly name: string; readonly unit: string }
  | { readonly kind: 'comment'; readonly comment: string }
  | SampleEntry;

export interface SampleEntry {
  readonly kind: 'sample';
  /** The series as it was written, up to the value. */
  readonly series: string;
  /** With `__name__`. Of two labels of one name, the last. */
  readonly labels: LabelSet;
  readonly value: number;
  /** Milliseconds since the epoch, where the exposition says it. */
  readonly at?: number;
  readonly exemplar?: Exemplar;
  /** A label that is there twice: it can be read, and Prometheus' database refuses it. */
  readonly duplicateLabel?: string;
}

/** One observation, as an example for a sample. */
export interface Exemplar {
  readonly labels: LabelSet;
  readonly value: number;
  /** Milliseconds since the epoch. */
  readonly at?: number;
}

/** Why an exposition cannot be read: one mistake makes the whole of it unusable. */
export interface ExpositionProblem {
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
  readonly message: string;
}
