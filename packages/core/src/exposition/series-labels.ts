import { compareText } from '../go/index.ts';
import type { LabelSet } from '../labels/index.ts';
import type { Cursor } from './cursor.ts';
import type { MetricType } from './entry.ts';
import { canonicalBound } from './numbers.ts';

/** Where the formats differ inside of braces. */
export interface BraceRules {
  /** What may stand between the parts. */
  readonly blanks: RegExp;
  /** Whether labels need a comma between them. */
  readonly commas: boolean;
  /** A value with its quotes; a NUL behind them is swallowed, and takes the place of the last. */
  readonly value: RegExp;
}

/** The labels of a series, in the order in which they were written. */
export class SeriesLabels {
  /** The metric's name, before the braces or alone in quotes between them. */
  name: string | undefined;
  readonly #pairs: (readonly [label: string, value: string])[] = [];
  readonly #type: MetricType;
  readonly #escapes: 'read' | 'as written';

  /** @param escapes whether escapes count; Prometheus keeps those of exemplars as they are */
  constructor(type: MetricType, escapes: 'read' | 'as written' = 'read') {
    this.#type = type;
    this.#escapes = escapes;
  }

  /** Takes both without their quotes. */
  add(label: string, value: string): void {
    if (this.#escapes === 'as written') this.#pairs.push([label, value]);
    else {
      const [name, content] = [unescaped(label), unescaped(value)];
      this.#pairs.push([name, canonicalBound(this.#type, name, content)]);
    }
  }

  /** The first label, by name, that is there twice; Prometheus counts one without a name as such. */
  get duplicate(): string | undefined {
    const names = this.#pairs.map(([label]) => label);
    if (this.name !== undefined) names.push('__name__');
    if (names.includes('')) return '';
    if (new Set(names).size === names.length) return undefined;
    names.sort(compareText);
    return names.find((label, i) => label === names[i + 1]);
  }

  /** With the name, if there is one. */
  toSet(): LabelSet {
    const { name } = this;
    // By `fromEntries`, so that a label may be called `__proto__`.
    return Object.fromEntries(
      name === undefined ? this.#pairs : [['__name__', name], ...this.#pairs],
    );
  }
}

const WORD = /[a-zA-Z_][a-zA-Z0-9_]*/y;
/** A text with its quotes: may hold line breaks, and a backslash takes any other character along. */
export const QUOTED: RegExp = /"(?:\\[^\n\0]|[^\\"\0])*"/y;

/**
 * Reads what stands after `{` up to and with `}`.
 *
 * @param named whether the metric's name may stand there, too: `{"a.b",c="d"}`
 */
export function readLabels(
  cursor: Cursor,
  labels: SeriesLabels,
  rules: BraceRules,
  named: boolean,
): void {
  const { blanks, commas } = rules;
  cursor.take(blanks);
  while (!cursor.skip('}')) {
    const from = cursor.at;
    const quoted = cursor.take(QUOTED);
    const word = quoted ?? cursor.take(WORD);
    if (word === undefined) cursor.fail('the name of a label is missing');
    cursor.take(blanks);
    if (quoted !== undefined && named && (cursor.character === ',' || cursor.character === '}')) {
      if (labels.name !== undefined) cursor.fail('the name of the metric is there twice', from);
      labels.name = unescaped(quoted.slice(1, -1));
      cursor.skip(',');
      cursor.take(blanks);
      continue;
    }
    if (!cursor.skip('=')) cursor.fail('= is missing');
    cursor.take(blanks);
    const value = cursor.take(rules.value) ?? cursor.fail('a value in quotes is missing');
    if (/\p{Surrogate}/u.test(value))
      cursor.fail('the value is not UTF-8', cursor.at - value.length);
    const label = quoted === undefined ? word : word.slice(1, -1);
    labels.add(label, value.slice(1, -1));
    cursor.take(blanks);
    if (cursor.skip(',')) cursor.take(blanks);
    else if (commas && cursor.character !== '}') cursor.fail('a , or } is missing');
  }
}

/** `\n`, `\"` and `\\`; any other backslash stands for itself. */
export function unescaped(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([n"\\])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    : text;
}
