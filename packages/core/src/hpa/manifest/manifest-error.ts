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
  return fieldError('FieldValueInvalid', path, badValue, detail);
}

/** A value is none of a fixed list. */
export function unsupportedError(
  path: DocumentPath,
  badValue: string,
  supported: readonly string[],
): ManifestError {
  const detail = `supported values: ${supported.map(goQuote).join(', ')}`;
  return fieldError('FieldValueNotSupported', path, badValue, detail);
}

/** Something must not be there. */
export function forbiddenError(path: DocumentPath, detail: string): ManifestError {
  return fieldError('FieldValueForbidden', path, '', detail);
}

/** A value takes more bytes than are allowed. */
export function tooLongError(path: DocumentPath, most: number): ManifestError {
  return fieldError('FieldValueTooLong', path, '', `may not be more than ${most} bytes`);
}

function fieldError(
  type: ManifestErrorType,
  path: DocumentPath,
  badValue: unknown,
  detail: string,
): ManifestError {
  const field = fieldText(path);
  const silent = type !== 'FieldValueInvalid' && type !== 'FieldValueNotSupported';
  const parts = [field, titles[type], ...(silent ? [] : [printed(badValue)]), detail];
  const message = parts.filter((part, index) => index < 2 || part !== '').join(': ');
  const remedy = remedyFor({ type, path, detail });
  const error = { type, field, path, badValue, detail, message };
  return remedy === undefined ? error : { ...error, remedy };
}

/** As Go prints a bad value: text quoted, structures as its encoder writes JSON. */
function printed(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : goJson(value);
}
