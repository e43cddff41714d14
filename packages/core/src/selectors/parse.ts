import { aggregateFieldErrors } from '../fields/index.ts';
import { SelectorError } from './error.ts';
import {
  keyErrors,
  type Requirement,
  type RequirementOperator,
  requirement,
} from './requirement.ts';
import { EVERYTHING, type Selector, selectorOf } from './selector.ts';
import { END, type Token, tokenize } from './tokens.ts';

const OPERATORS: ReadonlyMap<string, RequirementOperator> = new Map([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
]);

/**
 * Reads a label selector: requirements joined by commas, each `key`, `!key`, `key=value`,
 * `key==value`, `key!=value`, `key in (a,b)`, `key notin (a,b)`, `key>1` or `key<1`. The empty text
 * selects everything.
 *
 * @throws {SelectorError} with Kubernetes' text
 */
export function parseSelector(text: string): Selector {
  const reader = new Reader(tokenize(text));
  const first = reader.peek();
  if (first.kind === 'end') return EVERYTHING;
  if (!startsRequirement(first)) {
    throw found(first, ", expected: !, identifier, or 'end of string'");
  }
  const requirements: Requirement[] = [];
  for (;;) {
    requirements.push(readRequirement(reader));
    const next = reader.take();
    if (next.kind === 'end') return selectorOf(requirements);
    if (!isSymbol(next, ',')) throw found(next, ", expected: ',' or 'end of string'");
    const after = reader.peek();
    if (!startsRequirement(after)) throw found(after, ", expected: identifier after ','");
  }
}

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  peek(): Token {
    return this.tokens[this.at] ?? END;
  }

  take(): Token {
    return this.tokens[this.at++] ?? END;
  }
}

function readRequirement(reader: Reader): Requirement {
  try {
    return requirementAt(reader);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    throw new SelectorError(error.code, `unable to parse requirement: ${error.message}`);
  }
}

function requirementAt(reader: Reader): Requirement {
  const negated = isSymbol(reader.peek(), '!');
  if (negated) reader.take();
  const key = reader.take();
  if (key.kind !== 'word') throw found(key, ', expected: identifier');
  // Kubernetes checks the key here without a path, and prints that.
  const errors = keyErrors(key.text, '<nil>');
  if (errors.length > 0) throw new SelectorError('requirement', aggregateFieldErrors(errors));
  if (negated) return requirement(key.text, '!', []);
  const next = reader.peek();
  if (next.kind === 'end' || isSymbol(next, ',')) return requirement(key.text, 'exists', []);

  const token = reader.take();
  const operator = OPERATORS.get(token.text);
  if (operator === undefined) {
    throw found(token, ', expected: in, notin, =, ==, !=, gt, lt');
  }
  const listed = operator === 'in' || operator === 'notin';
  return requirement(key.text, operator, listed ? readList(reader) : [readValue(reader)]);
}

function readValue(reader: Reader): string {
  const next = reader.peek();
  if (next.kind === 'end' || isSymbol(next, ',')) return '';
  const value = reader.take();
  if (value.kind !== 'word') throw found(value, ', expected: identifier');
  return value.text;
}

/** The values between parentheses, sorted and each once. A place left empty is the empty value. */
function readList(reader: Reader): readonly string[] {
  const open = reader.take();
  if (!isSymbol(open, '(')) throw found(open, " expected: '('");
  const first = reader.peek();
  if (isSymbol(first, ')')) {
    reader.take();
    return [''];
  }
  if (first.kind !== 'word' && !isSymbol(first, ',')) {
    throw found(first, ", expected: ',', ')' or identifier");
  }
  const values = new Set<string>();
  while (!isSymbol(reader.peek(), ')')) readListed(reader, values);
  reader.take();
  return [...values].sort();
}

function readListed(reader: Reader, values: Set<string>): void {
  const token = reader.take();
  if (token.kind === 'word') {
    values.add(token.text);
    const next = reader.peek();
    if (!isSymbol(next, ',') && !isSymbol(next, ')')) throw found(next, ", expected: ',' or ')'");
    return;
  }
  if (!isSymbol(token, ',')) throw found(token, ", expected: ',', or identifier");
  const next = reader.peek();
  if (values.size === 0 || isSymbol(next, ',') || isSymbol(next, ')')) values.add('');
}

function startsRequirement(token: Token): boolean {
  return token.kind === 'word' || isSymbol(token, '!');
}

function isSymbol(token: Token, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}

function found(token: Token, rest: string): SelectorError {
  return new SelectorError('syntax', `found '${token.text}'${rest}`);
}
