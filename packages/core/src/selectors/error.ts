/**
 * Why there is no selector: the text cannot be read (`syntax`), an operator is unknown
 * (`operator`), or a requirement breaks the rules for keys and values (`requirement`).
 */
export type SelectorErrorCode = 'syntax' | 'operator' | 'requirement';

/** A text or an object that is no label selector. The message is Kubernetes'. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
  readonly code: SelectorErrorCode;

  constructor(code: SelectorErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
