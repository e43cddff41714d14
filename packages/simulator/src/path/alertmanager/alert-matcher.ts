import { compareText, goQuote, goUnquote, type MatcherOperator, Pattern } from '@flyball/core';
import type { SortedLabels } from '../../promql/index.ts';

const OPERATORS: readonly MatcherOperator[] = ['=', '!=', '=~', '!~'];

/** What a name or value without quotes must not hold. */
const RESERVED = /[{}!=~,\\"'`\s]/;

/** A condition on a label, as Alertmanager has it: the `.` of a pattern stops at line breaks. */
export class AlertMatcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  readonly value: string;
  readonly #pattern: Pattern | undefined;

  /** @throws {PatternError} */
  constructor(name: string, operator: MatcherOperator, value: string) {
    this.name = name;
    this.operator = operator;
    this.value = value;
    this.#pattern = operator.endsWith('~') ? new Pattern(value) : undefined;
  }

  matches(labels: SortedLabels): boolean {
    const value = labels.get(this.name);
    const met = this.#pattern?.matchesAll(value) ?? value === this.value;
    return met === this.operator.startsWith('=');
  }

  /** As Alertmanager prints it in group keys. */
  toString(): string {
    if (RESERVED.test(this.name)) {
      return `${goQuote(this.name)}${this.operator}${goQuote(this.value)}`;
    }
    const value = this.value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
    return `${this.name}${this.operator}"${value}"`;
  }
}

/** By name, then value, then operator. */
export function compareMatchers(one: AlertMatcher, other: AlertMatcher): number {
  return (
    compareText(one.name, other.name) ||
    compareText(one.value, other.value) ||
    OPERATORS.indexOf(one.operator) - OPERATORS.indexOf(other.operator)
  );
}

const WORD = /\s*("(?:[^"\\]|\\[\s\S])*"|[^{}!=~,\\"'`\s]+)\s*/y;
const OPERATOR = /(=~|!~|!=|=)/y;
const CLASSIC = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|=|!=|!~)\s*([\s\S]*?)\s*$/;

/** One matcher of a list, as it stands in a configuration. Nothing if Alertmanager would refuse it. */
export interface ParsedMatcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  readonly value: string;
}

/**
 * Reads a text with matchers: `a="b"`, `a=b, c!~"d.*"`, or these in braces. As Alertmanager does
 * it tries the present syntax first and then that from before 0.27. Nothing if neither fits.
 */
export function parseMatchers(text: string): readonly ParsedMatcher[] | undefined {
  return parsePresent(text) ?? parseClassic(text);
}

function parsePresent(text: string): readonly ParsedMatcher[] | undefined {
  const braces = /^\s*\{([\s\S]*)\}\s*$/.exec(text);
  const list = braces?.[1] ?? text;
  const matchers: ParsedMatcher[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [whole, part] = pattern.exec(list) ?? [];
    if (whole !== undefined) at += whole.length;
    return part;
  };
  while (list.slice(at).trim() !== '') {
    const name = unquoted(take(WORD));
    const operator = take(OPERATOR);
    const value = unquoted(take(WORD));
    const known = OPERATORS.find((one) => one === operator);
    if (name === undefined || known === undefined || value === undefined) return undefined;
    matchers.push({ name, operator: known, value });
    if (at >= list.length) break;
    if (list.charAt(at) !== ',') return undefined;
    at++;
  }
  return matchers;
}

function unquoted(word: string | undefined): string | undefined {
  return word?.startsWith('"') ? goUnquote(word) : word;
}

function parseClassic(text: string): readonly ParsedMatcher[] | undefined {
  const list = text.replace(/^\{/, '').replace(/\}$/, '');
  const parts = list.match(/(?:"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^,"])+/g) ?? [];
  const matchers = parts.filter((part) => part.trim() !== '').map(parseClassicMatcher);
  const read = matchers.filter((matcher) => matcher !== undefined);
  return read.length === matchers.length ? read : undefined;
}

function parseClassicMatcher(text: string): ParsedMatcher | undefined {
  const [, name, operator, raw] = CLASSIC.exec(text) ?? [];
  const known = OPERATORS.find((one) => one === operator);
  if (name === undefined || known === undefined || raw === undefined) return undefined;
  const inner = /^"([\s\S]*)"$/.exec(raw)?.[1] ?? raw;
  if (/(?:^|[^\\])(?:\\\\)*"/.test(inner)) return undefined;
  const value = inner.replace(/\\([n"\\])/g, (_, letter: string) =>
    letter === 'n' ? '\n' : letter,
  );
  return { name, operator: known, value };
}
