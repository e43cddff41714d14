import { exchange, type HttpRequest, safeMessage } from '../http-client/index.ts';
import {
  type Failure,
  failure,
  type MatrixAnswer,
  type MetricCallOptions,
  type MetricSource,
  type QueryAnswer,
  type QueryOptions,
  type QueryRange,
  type Remarks,
  type Result,
  type SeriesAnswer,
  success,
  type TimeSpan,
} from '../ports/index.ts';
import { authorize, secretsOf } from './authorization.ts';
import { type ApiCall, callThroughDriver } from './driver.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { type PrometheusOptions, PrometheusOptionsError, readUrl } from './options.ts';
import { MalformedDataError, readMatrix, readQueryResult, readSeriesList } from './read-data.ts';

/**
 * A {@link MetricSource} over the HTTP API of Prometheus, and of what speaks it: Thanos, Mimir,
 * Cortex, VictoriaMetrics.
 *
 * @throws {PrometheusOptionsError} when the options do not make sense
 */
export function createPrometheusSource(options: PrometheusOptions): MetricSource {
  return new PrometheusSource(options);
}

class PrometheusSource implements MetricSource {
  readonly #options: PrometheusOptions;
  readonly #url: string;
  readonly #origin: string;
  readonly #search: string;
  readonly #timeoutMs: number;
  readonly #maxResponseBytes: number;

  constructor(options: PrometheusOptions) {
    const { parameters = {}, timeoutMs = 10_000, maxResponseBytes = 16 * 1024 * 1024 } = options;
    this.#options = options;
    this.#url = readUrl(options.url);
    this.#origin = new URL(this.#url).origin;
    this.#search = search(parameters);
    this.#timeoutMs = positive('timeoutMs', timeoutMs);
    this.#maxResponseBytes = positive('maxResponseBytes', maxResponseBytes);
  }

  query(promql: string, options: QueryOptions): Promise<Result<QueryAnswer>> {
    const { at } = options;
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    return this.#call(
      { endpoint: 'query', promql, at, timeoutMs },
      at === undefined ? { timeoutMs } : { at, timeoutMs },
      options,
      (data, remarks) => ({ ...readQueryResult(data), ...remarks }),
    );
  }

  queryRange(
    promql: string,
    range: QueryRange,
    options: MetricCallOptions,
  ): Promise<Result<MatrixAnswer>> {
    const { start, end, stepMs } = range;
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs;
    return this.#call(
      { endpoint: 'query_range', promql, start, end, stepMs, timeoutMs },
      { start, end, stepMs, timeoutMs },
      options,
      (data, remarks) => ({ ...readMatrix(data), ...remarks }),
    );
  }

  series(
    selectors: readonly string[],
    span: TimeSpan,
    options: MetricCallOptions,
  ): Promise<Result<SeriesAnswer>> {
    const { start, end } = span;
    return this.#call(
      { endpoint: 'series', selectors, start, end },
      { start, end },
      options,
      (data, remarks) => ({ series: readSeriesList(data), ...remarks }),
    );
  }

  async #call<T>(
    call: ApiCall,
    numbers: Readonly<Record<string, number>>,
    options: MetricCallOptions,
    read: (data: unknown, remarks: Remarks) => T,
  ): Promise<Result<T>> {
    for (const [name, value] of Object.entries(numbers)) {
      // The library leaves out what is not a number, and the database then takes its own default.
      if (!Number.isFinite(value)) {
        return failure('invalid', `${name} is ${value}; give a number of milliseconds`);
      }
    }
    const answer = await callThroughDriver(this.#url, call, (request) =>
      this.#send(request, options),
    );
    if (!answer.ok) return answer;
    const { data, warnings, infos } = answer.value;
    let value: T;
    try {
      value = read(data, { warnings, infos });
    } catch (error) {
      if (!(error instanceof MalformedDataError)) throw error;
      return failure('malformed', `${this.#origin} answered what cannot be read: ${error.message}`);
    }
    return this.#judge(warnings) ?? success(value);
  }

  async #send(request: HttpRequest, options: MetricCallOptions): Promise<Result<Envelope>> {
    const { fetch, credentials } = this.#options;
    const headers = overlaid(this.#options.headers, options.headers);
    let authorization: string | undefined;
    let secrets = secretsOf(headers);
    try {
      const given = await authorize(credentials);
      authorization = given.header;
      secrets = [...secrets, ...given.secrets];
    } catch {
      // What it says may be about the secret.
      return failure('unavailable', `the token for ${this.#origin} could not be had`);
    }
    const answer = await exchange(
      fetch,
      {
        ...request,
        url: request.url + this.#search,
        headers: {
          accept: 'application/json',
          ...headers,
          ...request.headers,
          ...(authorization === undefined ? {} : { authorization }),
        },
      },
      {
        signal: options.signal,
        timeoutMs: options.timeoutMs ?? this.#timeoutMs,
        maxResponseBytes: this.#maxResponseBytes,
      },
    );
    const envelope = answer.ok ? readEnvelope(answer.value, this.#origin) : answer;
    return envelope.ok
      ? envelope
      : { ...envelope, message: safeMessage(envelope.message, secrets) };
  }

  #judge(warnings: readonly string[]): Failure | undefined {
    if (warnings.length === 0) return undefined;
    switch (this.#options.warnings ?? 'fail') {
      case 'fail': {
        const message = `${this.#origin} answered with warnings: ${warnings.join('; ')}`;
        return failure('partial', safeMessage(message, []));
      }
      case 'log':
        this.#options.log?.write('warn', 'metric answer has warnings', {
          source: this.#origin,
          warnings,
        });
        return undefined;
      case 'ignore':
        return undefined;
    }
  }
}

/** The headers of a call in the place of the source's own: two of one name would be joined. */
function overlaid(
  own: Readonly<Record<string, string>> = {},
  call: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const named = new Set(Object.keys(call).map((name) => name.toLowerCase()));
  const kept = Object.entries(own).filter(([name]) => !named.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...call };
}

function search(parameters: Readonly<Record<string, string | readonly string[]>>): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}

function positive(option: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new PrometheusOptionsError(`${option}: ${value} is not a number above 0`);
}
