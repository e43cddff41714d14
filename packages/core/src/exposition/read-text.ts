import { MAX_INT64 } from '../go/index.ts';
import type { Cursor } from './cursor.ts';
import type { ExpositionEntry, MetricType } from './entry.ts';
import { readValue } from './numbers.ts';
import { type BraceRules, QUOTED, readLabels, SeriesLabels } from './series-labels.ts';

const BLANKS = /[ \t]*/y;
const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const REST = /[^\n]*/y;
// Nothing where a NUL ends the text: at the beginning of a comment, or anywhere without a blank.
const COMMENT = /#(?:[ \t]+(?![ \t\0])[^\n]*|(?![ \t])[^\n\0]*(?=\n|$))/y;
// Prometheus does not see a NUL within these words, nor behind a character of a value.
const METADATA = /#[ \t]+(?:H\0*E\0*L\0*P|T\0*Y\0*P\0*E)\0*(?:[ \t]\0*)+/y;
const VALUE = /[^{ \t\n\0]+/y;
const DIGITS = /[0-9]+/y;

const braces: BraceRules = {
  blanks: BLANKS,
  commas: false,
  value: /"\0*(?:\\\0*[^\n\0]\0*|[^\\"\0]\0*)*"\0*/y,
};

const types: ReadonlyMap<string, MetricType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['summary', 'summary'],
  ['untyped', 'unknown'],
]);

/**
 * Reads the text format (`text/plain`) as Prometheus' scrapes do, oddities included: blanks before a
 * name belong to it, a NUL at the beginning of a line ends
 * everything.
 *
 * @throws {ExpositionFault} at the first mistake, after the entries before it
 */
export function* readText(cursor: Cursor): Generator<ExpositionEntry, void> {
  let type: MetricType = 'unknown';
  for (;;) {
    const from = cursor.at;
    cursor.take(BLANKS);
    if (cursor.isAtEnd || cursor.character === '\0') return;
    if (cursor.skip('\n')) continue;
    if (cursor.character !== '#') {
      yield readSample(cursor, from, type);
      continue;
    }
    const entry = readHash(cursor);
    if (entry === undefined) return;
    if (entry.kind === 'type') type = entry.type;
    yield entry;
  }
}

/** A comment or metadata; nothing where a NUL ends the text. */
function readHash(cursor: Cursor): ExpositionEntry | undefined {
  const start = cursor.at;
  const intro = cursor.take(METADATA);
  if (intro === undefined) {
    const comment = cursor.take(COMMENT);
    if (comment === undefined) return undefined;
    cursor.skip('\n');
    return { kind: 'comment', comment };
  }
  const quoted = cursor.take(QUOTED);
  const name = quoted?.slice(1, -1) ?? cursor.take(NAME);
  if (name === undefined) cursor.fail('the name of a metric is missing');
  const rest = cursor.character === '\0' ? '' : (cursor.take(REST) ?? '');
  // One byte separates the text from the name, whichever it is; of nothing but blanks none is left.
  const text = /^[ \t\0]*$/.test(rest) ? '' : rest.slice(1);
  if (rest.charCodeAt(0) > 0x7f) cursor.fail('a blank is missing behind the name', start);
  const entry = intro.includes('H') ? helpOf(cursor, name, text) : typeOf(cursor, name, text);
  if (!cursor.isAtEnd && !cursor.skip('\n')) cursor.fail('the line does not end', start);
  return entry;
}

function helpOf(cursor: Cursor, name: string, text: string): ExpositionEntry {
  if (/\p{Surrogate}/u.test(text)) cursor.fail('the help is not UTF-8', cursor.at - text.length);
  const help = text.replace(/\\([n\\])/g, (_, escaped: string) =>
    escaped === 'n' ? '\n' : escaped,
  );
  return { kind: 'help', name, help };
}

function typeOf(cursor: Cursor, name: string, text: string): ExpositionEntry {
  const type =
    types.get(text) ??
    cursor.fail(`${JSON.stringify(text)} is no type of metric`, cursor.at - text.length);
  return { kind: 'type', name, type };
}

function readSample(cursor: Cursor, from: number, type: MetricType): ExpositionEntry {
  const labels = new SeriesLabels(type);
  if (cursor.take(NAME) !== undefined) labels.name = cursor.text.slice(from, cursor.at);
  else if (cursor.character !== '{') cursor.fail('no line of an exposition begins like this');
  let end = cursor.at;
  cursor.take(BLANKS);
  if (cursor.skip('{')) {
    readLabels(cursor, labels, braces, true);
    end = cursor.at;
  }
  if (labels.name === undefined) cursor.fail('the metric has no name', from);
  cursor.take(BLANKS);
  const written = cursor.take(VALUE) ?? cursor.fail('the value is missing');
  const value = readValue(cursor, written);
  cursor.take(BLANKS);
  const at = readInstant(cursor);
  cursor.take(BLANKS);
  if (!cursor.isAtEnd && !cursor.skip('\n')) cursor.fail('the line goes on after the sample');
  return {
    kind: 'sample',
    series: cursor.text.slice(from, end),
    labels: labels.toSet(),
    value,
    ...(at !== undefined && { at }),
    ...(labels.duplicate !== undefined && { duplicateLabel: labels.duplicate }),
  };
}

/** Milliseconds, as 64 bits hold them. */
function readInstant(cursor: Cursor): number | undefined {
  const digits = cursor.take(DIGITS);
  if (digits === undefined) return undefined;
  if (BigInt(digits) > MAX_INT64) cursor.fail(`${digits} is too large`, cursor.at - digits.length);
  return Number(digits);
}
