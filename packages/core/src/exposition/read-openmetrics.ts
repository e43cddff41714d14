import type { Cursor } from './cursor.ts';
import type { Exemplar, ExpositionEntry, MetricType, SampleEntry } from './entry.ts';
import { readValue } from './numbers.ts';
import { type BraceRules, QUOTED, readLabels, SeriesLabels, unescaped } from './series-labels.ts';

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
// Prometheus does not see a NUL within these words, nor behind a character of a value.
const METADATA = /# (?:H\0*E\0*L\0*P|T\0*Y\0*P\0*E|U\0*N\0*I\0*T)\0* \0*/y;
const END = /# E\0*O\0*F\0*(?:\n\0*)?/y;
const REST = / [^\n]*\n\0*/y;
const NUMBER = / [^ \n\0]+/y;

const braces: BraceRules = {
  blanks: /(?:)/y,
  commas: true,
  value: /"\0*(?:\\\0*[^\n\0]\0*|[^\\"\n\0]\0*)*"\0*/y,
};

/** In an exemplar a NUL is seen. */
const exemplarBraces: BraceRules = { ...braces, value: /"(?:\\[^\n\0]|[^\\"\n\0])*"/y };

const types: ReadonlySet<string> = new Set<MetricType>([
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'info',
  'stateset',
  'unknown',
]);

/**
 * Reads OpenMetrics 1.0 (`application/openmetrics-text`) as Prometheus' scrapes do. Instants are
 * seconds there, and milliseconds here.
 *
 * @throws {ExpositionFault} at the first mistake, after the entries before it
 */
export function* readOpenMetrics(cursor: Cursor): Generator<ExpositionEntry, void> {
  let type: MetricType = 'unknown';
  for (;;) {
    if (cursor.take(END) !== undefined) {
      if (!cursor.isAtEnd) cursor.fail('# EOF is not the end');
      return;
    }
    if (cursor.isAtEnd) cursor.fail('the text does not end with # EOF: it was cut off');
    if (cursor.character !== '#') {
      const { sample, isWhole } = readSample(cursor, type);
      yield sample;
      if (!isWhole) cursor.fail('the line goes on after the sample');
      continue;
    }
    const entry = readMetadata(cursor);
    if (entry.kind === 'type') type = entry.type;
    yield entry;
  }
}

function readMetadata(cursor: Cursor): ExpositionEntry {
  const intro = cursor.take(METADATA) ?? cursor.fail('only HELP, TYPE, UNIT and EOF follow #');
  const quoted = cursor.take(QUOTED);
  const name = quoted?.slice(1, -1) ?? cursor.take(NAME);
  if (name === undefined) cursor.fail('the name of a metric is missing');
  const text = (cursor.take(REST) ?? cursor.fail('the text is missing')).slice(1, -1);
  const start = cursor.at - text.length - 1;
  if (intro.includes('Y')) {
    return isType(text)
      ? { kind: 'type', name, type: text }
      : cursor.fail(`${JSON.stringify(text)} is no type of metric`, start);
  }
  if (intro.includes('U')) {
    if (text !== '' && !name.endsWith(`_${text}`)) {
      cursor.fail(`the name ${name} does not end with its unit ${text}`, start);
    }
    return { kind: 'unit', name, unit: text };
  }
  if (/\p{Surrogate}/u.test(text)) cursor.fail('the help is not UTF-8', start);
  return { kind: 'help', name, help: unescaped(text) };
}

function isType(text: string): text is MetricType {
  return types.has(text);
}

/** Prometheus takes a sample that something unreadable follows, and fails after it. */
function readSample(
  cursor: Cursor,
  type: MetricType,
): { readonly sample: SampleEntry; readonly isWhole: boolean } {
  const from = cursor.at;
  const labels = new SeriesLabels(type);
  labels.name = cursor.take(NAME);
  if (cursor.skip('{')) readLabels(cursor, labels, braces, true);
  else if (labels.name === undefined) cursor.fail('no line of an exposition begins like this');
  if (labels.name === undefined) cursor.fail('the metric has no name', from);
  const series = cursor.text.slice(from, cursor.at);
  const value = readNumber(cursor);
  const instant = cursor.text.startsWith(' # ', cursor.at) ? undefined : readInstant(cursor);
  const exemplar = cursor.skip(' # {') ? readExemplar(cursor) : undefined;
  const isWhole = cursor.skip('\n');
  if (!isWhole && (cursor.isAtEnd || instant !== undefined || exemplar !== undefined)) {
    cursor.fail('the line does not end after the sample');
  }
  const sample: SampleEntry = {
    kind: 'sample',
    series,
    labels: labels.toSet(),
    value,
    ...(instant !== undefined && { at: instant }),
    ...(exemplar !== undefined && { exemplar }),
    ...(labels.duplicate !== undefined && { duplicateLabel: labels.duplicate }),
  };
  return { sample, isWhole };
}

function readExemplar(cursor: Cursor): Exemplar {
  const labels = new SeriesLabels('unknown', 'as written');
  readLabels(cursor, labels, exemplarBraces, false);
  const value = readNumber(cursor);
  const at = readInstant(cursor);
  return { labels: labels.toSet(), value, ...(at !== undefined && { at }) };
}

function readNumber(cursor: Cursor): number {
  const text = cursor.take(NUMBER) ?? cursor.fail('the value is missing');
  return readValue(cursor, text.slice(1));
}

/** Seconds as written; what is finer than a millisecond is cut off. */
function readInstant(cursor: Cursor): number | undefined {
  const text = cursor.take(NUMBER)?.slice(1);
  if (text === undefined) return undefined;
  const seconds = readValue(cursor, text);
  if (!Number.isFinite(seconds)) {
    cursor.fail(`${text} is no instant`, cursor.at - text.length);
  }
  const milliseconds = Math.trunc(seconds * 1000);
  // What 64 bits do not hold becomes the smallest number of theirs, as on amd64.
  return Math.abs(milliseconds) < 2 ** 63 ? milliseconds + 0 : -(2 ** 63);
}
