import { fieldText } from '../../decoding/index.ts';
import type { DocumentPath } from '../../documents/index.ts';
import { goJson, goQuote } from '../../go/index.ts';
import { remedyFor } from './remedy.ts';

/** The kinds of errors of a field, named as the reasons of causes in the API server's answers. */
export type ManifestErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong';

/** One thing that is wrong with a manifest, in the API server's words where it has any. */
export interface ManifestError<T extends string = ManifestErrorType> {
  readonly type: T;
  /** The path as text: `spec.metrics[0].object.target.value`. */
  readonly field: string;
  /** The same path in steps, for `SourceDocument.locate`. */
  readonly path: DocumentPath;
  /** What stands there; '' for what is required or forbidden. */
  readonly badValue: unknown;
  /** The rule that is broken; may be empty for what is required. */
  readonly detail: string;
  /** The whole text: `spec.metrics[0].object.target.value: Invalid value: "0": must be positive`. */
  readonly message: string;
  /** What to do, where `detail` does not say it already. */
  readonly remedy?: string;
}

const titles: Readonly<Record<ManifestErrorType, string>> = {
  FieldValueRequired: 'Required value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
};

/** Something must be there and is not. */
export function requiredError(path: DocumentPath, detail: string): ManifestError {
  return fieldError('FieldValueRequired', path, '', detail);
}

/** A value breaks a rule. */
export function invalidError(path: DocumentPath, badValue: unknown, detail: string): ManifestError {
  const shown = typeof badValue === 'string' ? goQuote(badValue) : goJson(badValue);
  return fieldError('FieldValueInvalid', path, badValue, detail, shown);
}

/** As `invalidError`, for a text whose type has a name of its own in Go, which prints as JSON. */
export function invalidNamedError(
  path: DocumentPath,
  badValue: string,
  detail: string,
): ManifestError {
  return fieldError('FieldValueInvalid', path, badValue, detail, goJson(badValue));
}

/** A value is none of a fixed list. */
export function unsupportedError(
  path: DocumentPath,
  badValue: string,
  supported: readonly string[],
): ManifestError {
  const detail = `supported values: ${supported.map(goQuote).join(', ')}`;
  return fieldError('FieldValueNotSupported', path, badValue, detail, goJson(badValue));
}

/** Something must not be there. */
export function forbiddenError(path: DocumentPath, detail: string): ManifestError {
  return fieldError('FieldValueForbidden', path, '', detail);
}

/** A value takes more bytes than are allowed. */
export function tooLongError(path: DocumentPath, most: number): ManifestError {
  const detail = `may not be more than ${most} bytes`;
  return fieldError('FieldValueTooLong', path, '<value omitted>', detail);
}

/** `shown`: the bad value as it is printed, where it is. */
function fieldError(
  type: ManifestErrorType,
  path: DocumentPath,
  badValue: unknown,
  detail: string,
  shown = '',
): ManifestError {
  const field = fieldText(path);
  const told = [titles[type], shown, detail].filter((part) => part !== '');
  const message = [field, ...told].join(': ');
  const remedy = remedyFor({ type, path, detail });
  const error = { type, field, path, badValue, detail, message };
  return remedy === undefined ? error : { ...error, remedy };
}
