import type { SortedLabels } from '../../promql/index.ts';

/** One sample that a rule writes. */
export interface RuleOutput {
  readonly labels: SortedLabels;
  readonly value: number;
}

/** An evaluation of a rule came to nothing: nothing is written, nothing sent. */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure';
}
