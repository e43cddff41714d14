import {
  createPrometheusSource,
  type Failure,
  type MetricSource,
  type QueryAnswer,
  type Result,
  type SeriesAnswer,
} from '@flyball/webhook';
import * as v from 'valibot';
import { renderData } from '../../support/prometheus-api.ts';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const origin = 'http://prometheus.test';

/**
 * Bodies of the HTTP API of Prometheus 3.16, each answered to our source by a `fetch` that knows
 * nothing else. A result is printed again in the API's own form and compared with the body value by
 * value; a failure is compared in its class, its words and whether a new try makes sense. The body
 * of an endpoint that we have no call for is given to a query, which has to refuse it.
 */
export const suite: Suite = defineSuite({
  name: 'prom-api',
  table: v.looseObject({ kind: v.literal('data') }),
  case: v.strictObject({
    id: v.string(),
    kind: v.picklist(['instant', 'range', 'bad_data', 'execution', 'param', 'canceled', 'method']),
    method: v.string(),
    path: v.string(),
    query: v.string(),
    form: v.string(),
    canceled: v.optional(v.boolean()),
    status: v.number(),
    contentType: v.string(),
    body: v.string(),
  }),
  async compare({ path, status, contentType, body }) {
    const answer = () => new Response(body, { status, headers: { 'content-type': contentType } });
    const expected = expectation(path, status, contentType, body);
    const lenient = createPrometheusSource({
      url: origin,
      fetch: async () => answer(),
      warnings: 'ignore',
    });
    const strict = createPrometheusSource({ url: origin, fetch: async () => answer() });
    const given = render(await ask(lenient, path));
    const judged = render(await ask(strict, path));
    const warned = 'warnings' in expected && expected.warnings.length > 0;
    return [
      ...differences(expected, given),
      ...differences(warned ? partial(expected.warnings) : expected, judged, 'strict'),
    ];
  },
});

function ask(source: MetricSource, path: string): Promise<Result<QueryAnswer | SeriesAnswer>> {
  const options = { signal: new AbortController().signal };
  const span = { start: 1767225600000, end: 1767226200000 };
  if (path === '/api/v1/series') return source.series(['up'], span, options);
  if (path === '/api/v1/query_range') {
    return source.queryRange('up', { ...span, stepMs: 15_000 }, options);
  }
  return source.query('up', options);
}

interface Expected {
  readonly data: unknown;
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

type Refusal = Omit<Failure, 'ok'>;

/** What the recorded answer says, read without our reader. */
function expectation(
  path: string,
  status: number,
  contentType: string,
  body: string,
): Expected | Refusal {
  if (contentType !== 'application/json') return notTheApi(status, contentType);
  const parsed = v.parse(envelope, JSON.parse(body));
  if (parsed.status === 'error') {
    const { errorType, error } = parsed;
    return { ...classes[errorType], message: words(`${status} ${errorType}: ${error}`) };
  }
  if (!['/api/v1/query', '/api/v1/query_range', '/api/v1/series'].includes(path)) {
    const place = isObject(parsed.data)
      ? 'resultType is not vector, matrix, scalar or string'
      : 'data is no object';
    return {
      reason: 'malformed',
      message: `${origin} answered what cannot be read: ${place}`,
      retryable: false,
    };
  }
  const { data, warnings = [], infos = [] } = parsed;
  return { data, warnings, infos };
}

const envelope = v.variant('status', [
  v.strictObject({
    status: v.literal('success'),
    data: v.unknown(),
    warnings: v.optional(v.array(v.string())),
    infos: v.optional(v.array(v.string())),
  }),
  v.strictObject({
    status: v.literal('error'),
    errorType: v.picklist([
      'bad_data',
      'execution',
      'timeout',
      'canceled',
      'internal',
      'unavailable',
      'not_found',
      'not_acceptable',
    ]),
    error: v.string(),
  }),
]);

const classes = {
  bad_data: { reason: 'invalid', retryable: false },
  execution: { reason: 'invalid', retryable: false },
  timeout: { reason: 'timeout', retryable: true },
  canceled: { reason: 'timeout', retryable: true },
  internal: { reason: 'unavailable', retryable: true },
  unavailable: { reason: 'unavailable', retryable: true },
  not_found: { reason: 'not-found', retryable: false },
  not_acceptable: { reason: 'invalid', retryable: false },
} as const;

/** Text of the router of Go, or of a proxy: the status alone speaks. */
function notTheApi(status: number, contentType: string): Refusal {
  const message = `${origin} answered ${status} with ${contentType}, not as the Prometheus API does`;
  if (status >= 500) return { reason: 'unavailable', message, retryable: true };
  const missing = status === 404 || status === 405;
  return {
    reason: missing ? 'not-found' : status >= 400 ? 'invalid' : 'malformed',
    message: `${message}; check the address and its path prefix`,
    retryable: false,
  };
}

function partial(warnings: readonly string[]): Refusal {
  return {
    reason: 'partial',
    message: words(`with warnings: ${warnings.join('; ')}`),
    retryable: true,
  };
}

/** Messages stand on one line and are cut at 500 characters. */
function words(text: string): string {
  const whole = `${origin} answered ${text}`.replace(/\p{Cc}+/gu, ' ').trim();
  return whole.length > 500 ? `${whole.slice(0, 500)}…` : whole;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Our answer in the API's form. */
function render(answer: Result<QueryAnswer | SeriesAnswer>): Expected | Refusal {
  if (!answer.ok) {
    const { ok: _, ...refusal } = answer;
    return refusal;
  }
  const { warnings, infos } = answer.value;
  return { data: renderData(answer.value), warnings, infos };
}
