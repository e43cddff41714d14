import { fieldText } from '../decoding/index.ts';
import type { DocumentPath } from '../documents/index.ts';

/** Why there is no alert for a metric, or no alerts at all. */
export type AlertingProblemCode =
  | 'missing-name'
  | 'unsupported-metric'
  | 'unsupported-target'
  | 'missing-query'
  | 'bad-quantity'
  | 'bad-duration'
  | 'bad-tolerance'
  | 'bad-url'
  | 'bad-version'
  | 'bad-receiver'
  | 'bad-credentials-file'
  | 'bad-secret'
  | 'repeat-not-below-group';

/** One thing that stands in the way of an alert or of its route. */
export interface AlertingProblem {
  readonly code: AlertingProblemCode;
  /** The path as text: `spec.metrics[0].object.target`, `options.repeatInterval`. */
  readonly field: string;
  /** The same path in steps, for `SourceDocument.locate`. */
  readonly path: DocumentPath;
  /** What is wrong, naming what stands there. */
  readonly message: string;
  readonly remedy: string;
}

export function problemAt(
  path: DocumentPath,
  code: AlertingProblemCode,
  message: string,
  remedy: string,
): AlertingProblem {
  return { code, field: fieldText(path), path, message, remedy };
}
