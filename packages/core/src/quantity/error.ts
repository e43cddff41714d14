/**
 * Why a text is no quantity: `format` does not have the form of one, `suffix` ends in an unknown
 * unit, `number` has no digits, `size` is a number of more digits than are computed with.
 */
export type QuantityErrorCode = 'format' | 'suffix' | 'number' | 'size';

/** The most digits that a quantity may need; only far exponents (`1e2147483647`) reach it. */
export const MAX_DIGITS = 10_000;

const MESSAGES: Readonly<Record<QuantityErrorCode, string>> = {
  format:
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  suffix: "unable to parse quantity's suffix",
  number: 'unable to parse numeric part of quantity',
  size: `quantity needs more than ${MAX_DIGITS} digits`,
};

/** A text that is no quantity. The message is the API server's, except for the code `size`. */
export class QuantityError extends Error {
  override readonly name = 'QuantityError';
  readonly code: QuantityErrorCode;
  /** What was to be read, or the operation that came out too large. */
  readonly text: string;

  constructor(code: QuantityErrorCode, text: string) {
    super(MESSAGES[code]);
    this.code = code;
    this.text = text;
  }
}
