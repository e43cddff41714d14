/**
 * Why a text is no duration: `empty`; `format`, not the form of one; `unit`, an unknown unit;
 * `missingUnit`, a number without one; `range`, more than 2^63 nanoseconds; `type`, JSON that is
 * not a string.
 */
export type DurationErrorCode = 'empty' | 'format' | 'unit' | 'missingUnit' | 'range' | 'type';

/** A text that is no duration. The message is that of the program whose form it should have. */
export class DurationError extends Error {
  override readonly name = 'DurationError';
  readonly code: DurationErrorCode;

  constructor(code: DurationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
