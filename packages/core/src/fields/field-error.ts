import { goJson, goQuote } from '../go/index.ts';

/** What is wrong with a field, in the terms of the API server. */
export interface FieldError {
  /** Where in the object, as `spec.metrics[0].external`; `<nil>` where nobody said. */
  readonly path: string;
  readonly type: 'Invalid value' | 'Required value' | 'Forbidden';
  /** The value as it is printed; absent where the type needs none. */
  readonly value?: string;
  readonly detail: string;
}

/** The value is there and wrong: a text, or a list. */
export function invalidField(
  path: string,
  value: string | readonly string[] | null,
  detail: string,
): FieldError {
  const printed = typeof value === 'string' ? goQuote(value) : goJson(value);
  return { path, type: 'Invalid value', value: printed, detail };
}

/** The value is missing. */
export function requiredField(path: string, detail: string): FieldError {
  return { path, type: 'Required value', detail };
}

/** The value must not be there. */
export function forbiddenField(path: string, detail: string): FieldError {
  return { path, type: 'Forbidden', detail };
}

/** The error as the API server prints it: `selector.matchLabels: Invalid value: "-": …`. */
export function formatFieldError({ path, type, value, detail }: FieldError): string {
  return [path, type, ...(value === undefined ? [] : [value]), detail].join(': ');
}

/** Several errors in one text, each once: alone as it is, else in brackets. */
export function aggregateFieldErrors(errors: readonly FieldError[]): string {
  const texts = [...new Set(errors.map(formatFieldError))];
  return texts.length === 1 ? texts.join() : `[${texts.join(', ')}]`;
}
