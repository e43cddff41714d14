import { goUnquote, Pattern, PatternError } from '@flyball/core';
import type { TextMap } from './alert.ts';

/** One condition on the labels of an alert. */
export interface AlertMatcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  /** Whether the labels meet it; a label that is not there counts as empty. */
  matches(labels: TextMap): boolean;
}

/** A text that is no list of matchers. */
export class AlertMatcherError extends Error {
  override readonly name = 'AlertMatcherError';
  readonly text: string;
  /** Where in the text, counted from 0. */
  readonly position: number;

  constructor(text: string, position: number, problem: string) {
    super(
      `${problem} at character ${position + 1} of ${JSON.stringify(text)}; write matchers as service="command", severity=~"scale|page"`,
    );
    this.text = text;
    this.position = position;
  }
}

const space = /\s*/y;
const bare = /[^\s{}!=~,\\"'`]+/y;
const quoted = /"(?:[^"\\\n]|\\.)*"/y;
const operator = /=~|!~|!=|=/y;

/**
 * Reads matchers as Alertmanager's configuration has them since 0.27: separated by commas, with
 * braces around or without; names and values bare, or in double quotes with Go's escapes. Regular
 * expressions are RE2 and match the whole value.
 *
 * @throws {AlertMatcherError}
 */
export function parseAlertMatchers(text: string): readonly AlertMatcher[] {
  let at = 0;
  const skip = (): void => {
    at += matchAt(space, text, at)?.length ?? 0;
  };
  const take = (...patterns: readonly RegExp[]): string | undefined => {
    skip();
    for (const pattern of patterns) {
      const found = matchAt(pattern, text, at);
      if (found === undefined) continue;
      at += found.length;
      return found;
    }
    return undefined;
  };
  const fail = (problem: string): never => {
    throw new AlertMatcherError(text, at, problem);
  };
  const unquote = (token: string): string =>
    token.startsWith('"') ? (goUnquote(token) ?? fail('an escape that Go does not know')) : token;

  const braces = take(/\{/y) !== undefined;
  const matchers: AlertMatcher[] = [];
  do {
    const name = take(bare, quoted);
    if (name === undefined) break;
    const sign = take(operator) ?? fail('no operator (=, !=, =~ or !~)');
    const value = take(bare, quoted) ?? fail('no value');
    try {
      matchers.push(compile(unquote(name), sign, unquote(value)));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      at -= value.length;
      fail(`not a regular expression (${error.message})`);
    }
  } while (take(/,/y) !== undefined);
  if (braces && take(/\}/y) === undefined) fail('no closing brace');
  skip();
  if (at < text.length) fail('something that belongs to no matcher');
  if (matchers.length === 0) fail('no matcher');
  return matchers;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function compile(name: string, sign: string, value: string): AlertMatcher {
  const read = (labels: TextMap): string =>
    Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
  if (sign === '=' || sign === '!=') {
    const wanted = sign === '=';
    return {
      name,
      operator: sign,
      value,
      matches: (labels) => (read(labels) === value) === wanted,
    };
  }
  const pattern = new Pattern(value);
  const wanted = sign === '=~';
  return {
    name,
    operator: wanted ? '=~' : '!~',
    value,
    matches: (labels) => pattern.matchesAll(read(labels)) === wanted,
  };
}
