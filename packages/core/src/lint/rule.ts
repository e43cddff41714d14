import type { LintSeverity } from './finding.ts';
import type { Place } from './place.ts';
import type { LintSubject } from './subject.ts';

/** What a rule found; the code and the page are the rule's. */
export interface RuleFinding {
  readonly severity: LintSeverity;
  readonly place: Place;
  readonly message: string;
  readonly remedy: string;
}

/** One thing to look for. */
export interface LintRule {
  readonly code: string;
  /** Name of the page in `docs/explanation/`, without `.md`. */
  readonly page: string;
  check(subject: LintSubject): Iterable<RuleFinding>;
}
