import {
  type LoadUnit,
  type RawSample,
  type RecordedLoad,
  RecordedLoadError,
  recordedLoad,
} from './recorded-load.ts';

/** Names of columns, in the order in which they are looked for. */
const TIME_NAMES = ['time', 'timestamp', 'ts', 't', 'date', 'datetime'];
const RATE_NAMES = ['rate', 'rps', 'qps', 'value', 'requests_per_second', 'load'];
const COUNT_NAMES = ['count', 'requests', 'hits'];

/** Which columns hold what, when the header does not tell. */
export interface CsvOptions {
  readonly timeColumn?: string;
  readonly valueColumn?: string;
  readonly unit?: LoadUnit;
}

/**
 * Reads a load from CSV: a column of instants and one of rates or counts, found by their names, or the
 * first two when there is no header. The separator is a comma, a semicolon or a tab; lines that begin
 * with # are passed over.
 *
 * @throws RecordedLoadError that names the line.
 */
export function readCsv(text: string, options: CsvOptions = {}): RecordedLoad {
  const lines = text
    .split(/\r?\n/)
    .map((content, index) => ({ content, line: index + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'));
  const [head, ...rest] = lines;
  if (head === undefined) throw new RecordedLoadError('the file is empty');
  const separator = /[;\t]/.exec(head.content)?.[0] ?? ',';
  const names = cells(head.content, separator);
  const hasHeader = names.some(
    (name) => name !== '' && Number.isNaN(Number(name)) && Number.isNaN(Date.parse(name)),
  );
  const { timeIndex, valueIndex, unit } = hasHeader
    ? columns(names, options, head.line)
    : { timeIndex: 0, valueIndex: 1, unit: options.unit ?? 'rate' };
  const samples = (hasHeader ? rest : lines).map(({ content, line }): RawSample => {
    const row = cells(content, separator);
    const [time, value] = [row[timeIndex], row[valueIndex]];
    if (time === undefined || value === undefined) {
      throw new RecordedLoadError(
        `the line has ${row.length} columns, not the ${Math.max(timeIndex, valueIndex) + 1} that are needed`,
        line,
      );
    }
    const number = value === '' ? Number.NaN : Number(value);
    if (Number.isNaN(number) && !/^(nan|null|)$/i.test(value)) {
      throw new RecordedLoadError(`${JSON.stringify(value)} is no number`, line);
    }
    return { time, value: number, line };
  });
  return recordedLoad(samples, unit);
}

function cells(line: string, separator: string): string[] {
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function columns(
  names: readonly string[],
  options: CsvOptions,
  line: number,
): { timeIndex: number; valueIndex: number; unit: LoadUnit } {
  const lower = names.map((name) => name.toLowerCase());
  const find = (wanted: readonly string[]): number =>
    wanted.map((name) => lower.indexOf(name)).find((index) => index >= 0) ?? -1;
  const named = (name: string | undefined, fallback: readonly string[]): number =>
    name === undefined ? find(fallback) : names.indexOf(name);
  const timeIndex = named(options.timeColumn, TIME_NAMES);
  const valueIndex = named(options.valueColumn, [...RATE_NAMES, ...COUNT_NAMES]);
  if (timeIndex < 0 || valueIndex < 0) {
    const missing = timeIndex < 0 ? 'time' : 'rate';
    throw new RecordedLoadError(
      `no column for the ${missing} among ${names.join(', ')}; name it, or call it ${missing}`,
      line,
    );
  }
  const isCount = COUNT_NAMES.includes(lower[valueIndex] ?? '');
  return { timeIndex, valueIndex, unit: options.unit ?? (isCount ? 'count' : 'rate') };
}
