import { utf8Length } from '../go/index.ts';

/**
 * The rules for names in a cluster. Each function returns what is wrong with a value, in the words
 * of the API server, several at once where several rules are broken; an empty list is a valid
 * value. Lengths are measured in UTF-8 bytes, also where the text says characters.
 *
 * Source: `validation` and `api/validate/content` of apimachinery 0.37.
 */
export type NameProblems = readonly string[];

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED})?`;

const SUBDOMAIN_PATTERN = whole(SUBDOMAIN);
const LABEL_PATTERN = whole(LABEL);
const LABEL_1035_PATTERN = whole(LABEL_1035);
const QUALIFIED_PATTERN = whole(QUALIFIED);
const LABEL_VALUE_PATTERN = whole(LABEL_VALUE);

const SUBDOMAIN_BYTES = 253;
const LABEL_BYTES = 63;

const SUBDOMAIN_PROBLEM = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character ${hint(SUBDOMAIN, 'example.com')}`;
const LABEL_PROBLEM = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character ${hint(LABEL, 'my-name', '123-abc')}`;
const LABEL_1035_PROBLEM = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character ${hint(LABEL_1035, 'my-name', 'abc-123')}`;
const QUALIFIED_PROBLEM = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${hint(QUALIFIED, 'MyName', 'my.name', '123-abc')}`;
const LABEL_VALUE_PROBLEM = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character ${hint(LABEL_VALUE, 'MyValue', 'my_value', '12345')}`;

/** The name of most objects: `command`, `kong-proxy.v2`. */
export function checkDns1123Subdomain(value: string): NameProblems {
  const problems: string[] = [];
  if (utf8Length(value) > SUBDOMAIN_BYTES) {
    problems.push(`must be no more than ${SUBDOMAIN_BYTES} characters`);
  }
  if (!SUBDOMAIN_PATTERN.test(value)) problems.push(SUBDOMAIN_PROBLEM);
  return problems;
}

/** The name of a namespace or a container. */
export function checkDns1123Label(value: string): NameProblems {
  const problems: string[] = [];
  if (utf8Length(value) > LABEL_BYTES) {
    problems.push(`must be no more than ${LABEL_BYTES} characters`);
  }
  if (!LABEL_PATTERN.test(value)) {
    problems.push(SUBDOMAIN_PATTERN.test(value) ? 'must not contain dots' : LABEL_PROBLEM);
  }
  return problems;
}

/** The name of a Service in older clusters: a label that starts with a letter. */
export function checkDns1035Label(value: string): NameProblems {
  const problems: string[] = [];
  if (utf8Length(value) > LABEL_BYTES) {
    problems.push(`must be no more than ${LABEL_BYTES} characters`);
  }
  if (!LABEL_1035_PATTERN.test(value)) problems.push(LABEL_1035_PROBLEM);
  return problems;
}

/** A label's key: a name, or a DNS subdomain, `/` and a name. */
export function checkQualifiedName(value: string): NameProblems {
  const parts = value.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) {
    return [
      `a valid label key ${QUALIFIED_PROBLEM} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (second === undefined) return checkNamePart(first);
  return [...checkPrefixPart(first), ...checkNamePart(second)];
}

function checkPrefixPart(prefix: string): NameProblems {
  if (prefix === '') return ['prefix part must be non-empty'];
  const problems: string[] = [];
  if (utf8Length(prefix) > SUBDOMAIN_BYTES) {
    problems.push(`prefix part must be no more than ${SUBDOMAIN_BYTES} bytes`);
  }
  if (!SUBDOMAIN_PATTERN.test(prefix)) problems.push(`prefix part ${SUBDOMAIN_PROBLEM}`);
  return problems;
}

function checkNamePart(name: string): NameProblems {
  const problems: string[] = [];
  if (name === '') problems.push('name part must be non-empty');
  else if (utf8Length(name) > LABEL_BYTES) {
    problems.push(`name part must be no more than ${LABEL_BYTES} bytes`);
  }
  if (!QUALIFIED_PATTERN.test(name)) problems.push(`name part ${QUALIFIED_PROBLEM}`);
  return problems;
}

/** A label's value; the empty one is valid. */
export function checkLabelValue(value: string): NameProblems {
  const problems: string[] = [];
  if (utf8Length(value) > LABEL_BYTES) {
    problems.push(`must be no more than ${LABEL_BYTES} bytes`);
  }
  if (!LABEL_VALUE_PATTERN.test(value)) problems.push(LABEL_VALUE_PROBLEM);
  return problems;
}

/** A name that is used as one segment of a URL's path, as a metric's name is. */
export function checkPathSegmentName(value: string): NameProblems {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return checkPathSegmentPrefix(value);
}

/** The beginning of such a name. */
export function checkPathSegmentPrefix(value: string): NameProblems {
  return ['/', '%']
    .filter((part) => value.includes(part))
    .map((part) => `may not contain '${part}'`);
}

function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function hint(pattern: string, ...examples: readonly string[]): string {
  const named = examples.map((example) => `'${example}', `).join(' or ');
  return `(e.g. ${named}regex used for validation is '${pattern}')`;
}
