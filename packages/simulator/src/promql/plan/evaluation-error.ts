export type EvaluationErrorReason =
  /** Two elements would have the same labels. */
  | 'duplicate-labels'
  /** Elements of two vectors match several to several. */
  | 'many-to-many'
  /** A parameter has a value that it must not have. */
  | 'parameter';

/** A query that compiled cannot be answered from the series at an instant; nor would Prometheus. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  readonly reason: EvaluationErrorReason;

  constructor(reason: EvaluationErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
