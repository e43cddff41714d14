import { goParseInt, goQuote } from '../../go/index.ts';
import { EVERYTHING, parseSelector, type Selector, SelectorError } from '../../selectors/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import type { MetricsGroup, QueryParameters } from './route.ts';
import { type ApiAnswer, badRequest, statusAnswer } from './status.ts';

/** What the parameters of a request ask for. */
export type ListOptions =
  | { readonly ok: true; readonly selector: Selector }
  | { readonly ok: false; readonly answer: ApiAnswer };

const INTEGERS = ['limit', 'timeoutSeconds'];
const FIELDS = ['metadata.name', 'metadata.namespace'];

/** Reads the options that every list of Kubernetes has. `name` is that of the path, if it has one. */
export function readListOptions(
  parameters: QueryParameters,
  group: MetricsGroup,
  name: string | undefined,
  compatibility: AdapterCompatibility,
): ListOptions {
  const text = (parameter: string) => parameters.get(parameter)?.[0] ?? '';
  for (const parameter of INTEGERS) {
    const fault = integerFault(text(parameter));
    if (fault !== undefined) return refused(badRequest(fault));
  }
  const selector = readSelector(text('labelSelector'), compatibility);
  if (typeof selector === 'string') return refused(badRequest(selector));
  const fault = fieldFault(text('fieldSelector'), name);
  if (fault !== undefined) return refused(badRequest(fault));
  if (parameters.has('watch') && !/^(?:false|0)$/i.test(text('watch')))
    return refused(noWatch(group));
  return { ok: true, selector };
}

function refused(answer: ApiAnswer): ListOptions {
  return { ok: false, answer };
}

/** A selector, or what is wrong with its text. */
export function readSelector(text: string, compatibility: AdapterCompatibility): Selector | string {
  if (text === '') return EVERYTHING;
  try {
    return parseSelector(text);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    if (compatibility === 'flyball') return error.message;
    // prometheus-adapter is built with an older library, which calls bytes characters.
    return error.message.replace(/\b(must be no more than \d+) bytes/g, '$1 characters');
  }
}

function integerFault(text: string): string | undefined {
  if (text === '') return undefined;
  const parsed = goParseInt(text, 64);
  return parsed.ok ? undefined : parsed.message;
}

/** What is wrong with a field selector; it can only ask for the name that the path has. */
function fieldFault(text: string, name: string | undefined): string | undefined {
  const terms = text.split(',').filter((term) => term !== '');
  let exact: string | undefined;
  for (const term of terms) {
    const match = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
    if (match === null) return `invalid selector: '${text}'; can't understand '${term}'`;
    const [, field = '', operator, value = ''] = match;
    if (!FIELDS.includes(field)) {
      const known = FIELDS.map(goQuote).join(', ');
      return `${goQuote(field)} is not a known field selector: only ${known}`;
    }
    if (field === 'metadata.name' && operator !== '!=') exact = value;
  }
  const asks = terms.length > 0 && name !== undefined;
  return asks && exact !== name
    ? "fieldSelector metadata.name doesn't match requested name"
    : undefined;
}

function noWatch(group: MetricsGroup): ApiAnswer {
  return statusAnswer({
    code: 405,
    reason: 'MethodNotAllowed',
    message: `watch is not supported on resources of kind "*.${group}"`,
    details: { group, kind: '*' },
  });
}
