import { compareText, goUnquote } from '../go/index.ts';
import { PatternError } from '../patterns/index.ts';
import { DurationError, formatPrometheusDuration, parsePrometheusDuration } from '../time/index.ts';
import {
  compileMatcher,
  formatMatcher,
  type LabelMatcher,
  type MatcherOperator,
} from './matcher.ts';

/** The text is no vector selector. */
export class VectorSelectorError extends Error {
  override readonly name = 'VectorSelectorError';
  /** UTF-16 offset in the text. */
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/** `up{job="a"} @ end() offset 5m`. */
export interface VectorSelector {
  /** The name before the braces; empty if there is none. */
  readonly name: string;
  /** As written, the name before the braces last. */
  readonly matchers: readonly LabelMatcher[];
  /** Milliseconds into the past. */
  readonly offset: number;
  /** Milliseconds since the epoch, or an end of the range that is evaluated. */
  readonly at: number | 'start' | 'end' | undefined;
}

/**
 * Reads a vector selector of PromQL.
 *
 * @throws {VectorSelectorError}
 */
export function parseVectorSelector(text: string): VectorSelector {
  return new Reader(text).selector();
}

/** The selector as Prometheus prints it: matchers sorted by their text. */
export function formatVectorSelector({ name, matchers, offset, at }: VectorSelector): string {
  const list = matchers
    .filter((matcher) => name === '' || !isName(matcher) || matcher.value !== name)
    .map(formatMatcher)
    .sort(compareText);
  const braces = list.length === 0 ? '' : `{${list.join(',')}}`;
  const instant = typeof at === 'number' ? (at / 1000).toFixed(3) : `${at}()`;
  const sign = offset < 0 ? '-' : '';
  const shift = offset === 0 ? '' : ` offset ${sign}${formatPrometheusDuration(Math.abs(offset))}`;
  return `${name}${braces}${at === undefined ? '' : ` @ ${instant}`}${shift}`;
}

function isName({ name, operator }: LabelMatcher): boolean {
  return name === '__name__' && operator === '=';
}

const SPACE = /(?:[ \t\r\n]|#[^\r\n]*)*/y;
const METRIC = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|!=|=/y;
// The lexer of PromQL takes U+FFFD for broken UTF-8.
const LITERAL =
  /"(?:[^"\\\n\uFFFD]|\\[^\n\uFFFD])*"|'(?:[^'\\\n\uFFFD]|\\[^\n\uFFFD])*'|`[^`\uFFFD]*`/y;
const DURATION = /[0-9]+[a-z][0-9a-z]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)/y;
const WORD = /[a-zA-Z_]+/y;

/** Words that join vectors, which cannot name a metric, and numbers. */
const NO_NAMES = /^(?:on|ignoring|group_left|group_right|bool|atan2|inf|nan)$/i;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  selector(): VectorSelector {
    this.#skip();
    const start = this.#at;
    const name = this.#take(METRIC) ?? '';
    if (NO_NAMES.test(name)) this.#fail(start, `${name} is not the name of a metric`);
    this.#skip();
    const braces = this.#text.charAt(this.#at) === '{';
    if (name === '' && !braces) this.#fail(start, 'no name and no { stands here');
    const matchers = braces ? this.#braces() : [];
    this.#checkMatchers(name, matchers, start);
    if (name !== '') matchers.push({ name: '__name__', operator: '=', value: name });
    const modifiers = this.#modifiers();
    if (this.#at < this.#text.length) {
      this.#fail(this.#at, 'this is more than a vector selector');
    }
    return { name, matchers, ...modifiers };
  }

  #braces(): LabelMatcher[] {
    const matchers: LabelMatcher[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      if (this.#text.charAt(this.#at) === '}') break;
      matchers.push(this.#matcher());
      this.#skip();
      if (this.#text.charAt(this.#at) === ',') this.#at++;
      else if (this.#text.charAt(this.#at) !== '}') this.#fail(this.#at, 'a , or } is missing');
    }
    this.#at++;
    this.#skip();
    return matchers;
  }

  #matcher(): LabelMatcher {
    const start = this.#at;
    const quoted = this.#literal();
    const name = quoted ?? this.#take(LABEL);
    if (name === undefined) this.#fail(start, 'the name of a label is missing');
    this.#skip();
    const operator = this.#operator();
    if (operator === undefined) {
      if (quoted !== undefined) return { name: '__name__', operator: '=', value: quoted };
      this.#fail(this.#at, 'one of = != =~ !~ is missing');
    }
    this.#skip();
    const value = this.#literal();
    if (value === undefined) this.#fail(this.#at, 'the value, in quotes, is missing');
    const matcher: LabelMatcher = { name, operator, value };
    try {
      compileMatcher(matcher);
    } catch (error) {
      if (error instanceof PatternError) this.#fail(start, error.message);
      throw error;
    }
    return matcher;
  }

  #operator(): MatcherOperator | undefined {
    const text = this.#take(OPERATOR);
    return text === '=' || text === '!=' || text === '=~' || text === '!~' ? text : undefined;
  }

  #literal(): string | undefined {
    const start = this.#at;
    const literal = this.#take(LITERAL);
    if (literal === undefined) return undefined;
    const value = goUnquote(literal);
    if (value === undefined) this.#fail(start, `${literal} has an escape that does not exist`);
    return value;
  }

  #checkMatchers(name: string, matchers: readonly LabelMatcher[], start: number): void {
    const named = matchers.find((matcher) => matcher.name === '__name__');
    if (name !== '' && named !== undefined) {
      this.#fail(start, `the name is set twice: ${name} and ${named.value}`);
    }
    if (name === '' && matchers.every((matcher) => compileMatcher(matcher)(''))) {
      this.#fail(start, 'at least one matcher must not match the empty value');
    }
  }

  #modifiers(): Pick<VectorSelector, 'offset' | 'at'> {
    let offset: number | undefined;
    let at: VectorSelector['at'];
    for (;;) {
      this.#skip();
      const start = this.#at;
      if (this.#text.charAt(start) === '@') {
        if (at !== undefined) this.#fail(start, '@ stands here a second time');
        this.#at++;
        at = this.#instant();
      } else if (/^offset\b/i.test(this.#text.slice(start, start + 7))) {
        if (offset !== undefined) this.#fail(start, 'offset stands here a second time');
        this.#at += 'offset'.length;
        offset = this.#duration();
      } else return { offset: offset ?? 0, at };
    }
  }

  #instant(): number | 'start' | 'end' {
    this.#skip();
    const start = this.#at;
    const word = this.#take(WORD)?.toLowerCase();
    if (word === 'start' || word === 'end') {
      const call = /\s*\(\s*\)/y;
      if (this.#take(call) === undefined) this.#fail(this.#at, '() is missing');
      return word;
    }
    const sign = this.#sign();
    const number = this.#take(NUMBER);
    if (word !== undefined || number === undefined) this.#fail(start, 'an instant is missing');
    return Math.round(sign * Number(number) * 1000);
  }

  #duration(): number {
    this.#skip();
    const start = this.#at;
    const sign = this.#sign();
    const duration = this.#take(DURATION);
    if (duration === undefined) {
      const seconds = this.#take(NUMBER);
      if (seconds === undefined) this.#fail(start, 'a duration is missing');
      return sign * Math.round(Number(seconds) * 1000);
    }
    try {
      return sign * parsePrometheusDuration(duration);
    } catch (error) {
      if (error instanceof DurationError) this.#fail(start, error.message);
      throw error;
    }
  }

  #sign(): 1 | -1 {
    const sign = this.#text.charAt(this.#at);
    if (sign !== '-' && sign !== '+') return 1;
    this.#at++;
    this.#skip();
    return sign === '-' ? -1 : 1;
  }

  #skip(): void {
    this.#take(SPACE);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0];
    this.#at += text?.length ?? 0;
    return text;
  }

  #fail(offset: number, message: string): never {
    throw new VectorSelectorError(offset, message);
  }
}
