import type { DocumentPath, Position } from '../documents/index.ts';

/** What is wrong with a configuration, by the part that is wrong. */
export type AdapterProblemCode =
  | 'document'
  | 'unknown-field'
  | 'duplicate-field'
  | 'wrong-type'
  | 'bad-duration'
  | 'bad-query-template'
  | 'bad-label-template-syntax'
  | 'bad-label-template'
  | 'unknown-resource'
  | 'bad-filter'
  | 'bad-pattern'
  | 'missing-as'
  | 'bad-name'
  | 'missing-label'
  | 'duplicate-metric'
  | 'unknown-preset'
  | 'preset-conflict';

/** One mistake in a configuration. */
export interface AdapterProblem {
  readonly code: AdapterProblemCode;
  /** Where in the configuration: `['rules', 0, 'metricsQuery']`. */
  readonly path: DocumentPath;
  /** Of prometheus-adapter's rules in its own words, which its users may have met before. */
  readonly message: string;
  readonly remedy: string;
  /** Where in the value itself, if it is a template: line and column, both from 1. */
  readonly within?: Position;
}

/** A rule that cannot work. Never leaves the room: the compiler turns it into a problem. */
export class RuleFault extends Error {
  readonly problem: AdapterProblem;

  constructor(problem: AdapterProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
