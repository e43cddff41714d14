import {
  type LoadUnit,
  type RawSample,
  type RecordedLoad,
  RecordedLoadError,
  recordedLoad,
} from './recorded-load.ts';

/**
 * Reads a load from JSON: a list of `[time, rate]` or of `{"time", "rate"}`, or the saved answer of
 * Prometheus to a range query. Series of an answer are added up.
 *
 * @throws RecordedLoadError for a text that is none of these.
 */
export function readJson(text: string, unit: LoadUnit = 'rate'): RecordedLoad {
  const document = parse(text);
  if (Array.isArray(document)) {
    return recordedLoad(
      document.map((entry, index) => sampleOf(entry, `entry ${index}`)),
      unit,
    );
  }
  return recordedLoad(prometheusSamples(document), unit);
}

/**
 * Reads a load from NDJSON: one `[time, rate]` or `{"time", "rate"}` a line.
 *
 * @throws RecordedLoadError that names the line.
 */
export function readNdjson(text: string, unit: LoadUnit = 'rate'): RecordedLoad {
  const samples = text.split('\n').flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 1;
    return [{ ...sampleOf(parse(content, line), 'the line', line), line }];
  });
  return recordedLoad(samples, unit);
}

function parse(text: string, line?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RecordedLoadError(`no JSON: ${error instanceof Error ? error.message : error}`, line);
  }
}

function sampleOf(entry: unknown, what: string, line?: number): RawSample {
  const [time, value] = Array.isArray(entry)
    ? entry
    : isRecord(entry)
      ? [entry['time'] ?? entry['timestamp'], entry['rate'] ?? entry['value']]
      : [];
  const isTime = typeof time === 'number' || typeof time === 'string';
  if (!isTime || (typeof value !== 'number' && typeof value !== 'string' && value !== null)) {
    throw new RecordedLoadError(`${what} must be [time, rate] or {"time", "rate"}`, line);
  }
  return { time, value: readNumber(value, line) };
}

/** A number as Prometheus writes it in JSON, `NaN` for none. */
function readNumber(value: number | string | null, line?: number): number {
  if (value === null || value === 'NaN') return Number.NaN;
  const number = value === '+Inf' ? Infinity : Number(value);
  if (Number.isNaN(number))
    throw new RecordedLoadError(`${JSON.stringify(value)} is no number`, line);
  return number;
}

function prometheusSamples(document: unknown): RawSample[] {
  const data = isRecord(document) ? document['data'] : undefined;
  if (!isRecord(document) || document['status'] !== 'success' || !isRecord(data)) {
    throw new RecordedLoadError(
      'neither a list of samples nor an answer of Prometheus with status "success"',
    );
  }
  if (data['resultType'] !== 'matrix' || !Array.isArray(data['result'])) {
    throw new RecordedLoadError(
      `the answer is of type ${JSON.stringify(data['resultType'])}; save one of /api/v1/query_range`,
    );
  }
  const samples = data['result'].flatMap((series: unknown, index) => {
    const values = isRecord(series) ? series['values'] : undefined;
    if (!Array.isArray(values)) throw new RecordedLoadError(`series ${index} has no values`);
    return values.map((entry: unknown) => sampleOf(entry, `a value of series ${index}`));
  });
  return samples.sort((a, b) => Number(a.time) - Number(b.time));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
