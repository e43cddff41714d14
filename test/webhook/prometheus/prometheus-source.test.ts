import { getEventListeners } from 'node:events';
import {
  createPrometheusSource,
  type LogValue,
  type PrometheusOptions,
  PrometheusOptionsError,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { answerOf, patient } from '../../contracts/answers.ts';

const url = 'http://prometheus.test:9090';
const at = 1_709_730_672_500;

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A `fetch` that keeps what it is given and answers the same each time. */
function stub(answer: () => Response | Promise<Response>): {
  readonly sent: Sent[];
  readonly fetch: PrometheusOptions['fetch'];
} {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (address, init) => {
      sent.push({ url: address, init });
      return answer();
    },
  };
}

function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
}

const empty = { status: 'success', data: { resultType: 'vector', result: [] } };

async function send(
  options: Omit<PrometheusOptions, 'fetch' | 'url'> & { readonly url?: string },
): Promise<Sent> {
  const { sent, fetch } = stub(() => json(empty));
  answerOf(await createPrometheusSource({ url, ...options, fetch }).query('up', patient));
  const [request] = sent;
  if (request === undefined) throw new Error('nothing was sent');
  return request;
}

function fields(request: Sent | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(String(request?.init.body)));
}

async function ask(answer: () => Response | Promise<Response>, options = {}) {
  const { fetch } = stub(answer);
  return createPrometheusSource({ url, ...options, fetch }).query('up', patient);
}

describe('what is sent', () => {
  test('a query is posted as a form, with its instant in seconds and its time', async () => {
    const { sent, fetch } = stub(() => json(empty));
    const source = createPrometheusSource({ url, fetch });
    await source.query('up{job="a b&c"}', { ...patient, at, timeoutMs: 2_500.7 });
    expect(sent[0]?.url).toBe(`${url}/api/v1/query`);
    expect(sent[0]?.init.method).toBe('POST');
    expect(new Headers(sent[0]?.init.headers).get('content-type')).toBe(
      'application/x-www-form-urlencoded',
    );
    expect(fields(sent[0])).toEqual({
      query: 'up{job="a b&c"}',
      time: '1709730672.5',
      timeout: '2500ms',
    });
  });

  test('a query without an instant leaves it to the database', async () => {
    expect(fields(await send({ timeoutMs: 3_000 }))).toEqual({ query: 'up', timeout: '3000ms' });
  });

  test('a range is posted with its ends and step in seconds, the epoch included', async () => {
    const { sent, fetch } = stub(() =>
      json({ ...empty, data: { resultType: 'matrix', result: [] } }),
    );
    const source = createPrometheusSource({ url, fetch });
    answerOf(await source.queryRange('up', { start: 0, end: at, stepMs: 15_500 }, patient));
    expect(sent[0]?.url).toBe(`${url}/api/v1/query_range`);
    expect(fields(sent[0])).toEqual({
      query: 'up',
      start: '0',
      end: '1709730672.5',
      step: '15.5',
      timeout: '10000ms',
    });
  });

  test('a listing is posted too, each selector by itself', async () => {
    const { sent, fetch } = stub(() => json({ status: 'success', data: [] }));
    const source = createPrometheusSource({ url, fetch });
    answerOf(await source.series(['up', 'a{b="c"}'], { start: 0, end: at }, patient));
    expect(sent[0]?.url).toBe(`${url}/api/v1/series`);
    expect([...new URLSearchParams(String(sent[0]?.init.body))]).toEqual([
      ['match[]', 'up'],
      ['match[]', 'a{b="c"}'],
      ['start', '0'],
      ['end', '1709730672.5'],
    ]);
  });

  test.each([
    ['http://mimir.test/prometheus', 'http://mimir.test/prometheus/api/v1/query'],
    ['http://mimir.test/prometheus/', 'http://mimir.test/prometheus/api/v1/query'],
    ['https://Thanos.Test:443', 'https://thanos.test/api/v1/query'],
  ])('the API is looked for under %s', async (base, expected) => {
    expect((await send({ url: base })).url).toBe(expected);
  });

  test('parameters go into the query of the address, repeated ones too', async () => {
    const parameters = { partial_response: 'false', 'extra_filters[]': ['{a="b"}', '{c="d"}'] };
    const query = new URL((await send({ parameters })).url).searchParams;
    expect([...query]).toEqual([
      ['partial_response', 'false'],
      ['extra_filters[]', '{a="b"}'],
      ['extra_filters[]', '{c="d"}'],
    ]);
  });

  test('headers and a renewed bearer token are sent', async () => {
    let tokens = 0;
    const { sent, fetch } = stub(() => json(empty));
    const source = createPrometheusSource({
      url,
      fetch,
      headers: { 'X-Scope-OrgID': 'team-a' },
      credentials: { kind: 'bearer', token: async () => `token-${++tokens}\n` },
    });
    await source.query('up', patient);
    await source.query('up', patient);
    const headers = sent.map(({ init }) => new Headers(init.headers));
    expect(headers.map((each) => each.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(headers[0]?.get('x-scope-orgid')).toBe('team-a');
  });

  test('the headers of a call stand in the place of the source’s, whatever their case', async () => {
    const { sent, fetch } = stub(() => json(empty));
    const source = createPrometheusSource({
      url,
      fetch,
      headers: { 'X-Scope-OrgID': 'team-a', 'X-Other': 'kept' },
    });
    await source.query('up', { ...patient, headers: { 'x-scope-orgid': 'team-b' } });
    await source.query('up', patient);
    const seen = sent.map(({ init }) => new Headers(init.headers));
    expect(seen.map((each) => each.get('x-scope-orgid'))).toEqual(['team-b', 'team-a']);
    expect(seen[0]?.get('x-other')).toBe('kept');
  });

  test('a user and its password may be renewed together', async () => {
    const pairs = ['kong:one', 'kong:two\n'];
    const { sent, fetch } = stub(() => json(empty));
    const pair = () => pairs.shift() ?? '';
    const source = createPrometheusSource({
      url,
      fetch,
      credentials: { kind: 'basic-pair', pair },
    });
    for (let i = 0; i < 2; i++) await source.query('up', patient);
    expect(sent.map(({ init }) => new Headers(init.headers).get('authorization'))).toEqual([
      `Basic ${btoa('kong:one')}`,
      `Basic ${btoa('kong:two')}`,
    ]);
  });

  test('basic credentials are encoded as UTF-8 (RFC 7617)', async () => {
    const { init } = await send({
      credentials: { kind: 'basic', username: 'test', password: '123£' },
    });
    // The example of section 2.1 of the RFC.
    expect(new Headers(init.headers).get('authorization')).toBe('Basic dGVzdDoxMjPCow==');
  });
});

describe('what comes back', () => {
  test.each([
    [400, 'invalid', false],
    [401, 'unauthorized', false],
    [403, 'forbidden', false],
    [404, 'not-found', false],
    [408, 'timeout', true],
    [422, 'invalid', false],
    [429, 'throttled', true],
    [500, 'unavailable', true],
    [502, 'unavailable', true],
    [503, 'unavailable', true],
    [504, 'timeout', true],
    [200, 'malformed', false],
  ])('a page of HTML with %i is %s', async (status, reason, retryable) => {
    const page = '<html><body>token=abc</body></html>';
    const result = await ask(
      () => new Response(page, { status, headers: { 'content-type': 'text/html' } }),
    );
    expect(result).toMatchObject({ ok: false, reason, retryable });
    expect(result.ok || result.message).toMatch(new RegExp(`answered ${status} with text/html`));
    expect(result.ok || result.message).not.toContain('token');
  });

  test.each([
    ['bad_data', 400, 'invalid'],
    ['execution', 422, 'invalid'],
    ['timeout', 503, 'timeout'],
    ['canceled', 499, 'timeout'],
    ['internal', 500, 'unavailable'],
    ['unavailable', 503, 'unavailable'],
    ['not_found', 404, 'not-found'],
    // Thanos and proxies have answered errors with 200.
    ['execution', 200, 'invalid'],
    ['something_new', 503, 'unavailable'],
  ])(
    'an error of type %s with %i is %s, in the words of the database',
    async (type, status, reason) => {
      const body = { status: 'error', errorType: type, error: 'found duplicate series' };
      expect(await ask(() => json(body, { status }))).toMatchObject({
        reason,
        message: `${url} answered ${status} ${type}: found duplicate series`,
      });
    },
  );

  test.each([
    [{ 'retry-after': '7' }, 7_000],
    [
      {
        'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT',
        date: 'Tue, 24 Nov 2026 12:00:00 GMT',
      },
      30_000,
    ],
    [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:30 GMT' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('with 429 and %o one waits %s ms', async (headers, expected) => {
    const result = await ask(
      () => new Response('slow down', { status: 429, headers: { ...headers } }),
    );
    expect(result).toMatchObject({ ok: false, reason: 'throttled' });
    expect(!result.ok && result.retryAfterMs).toBe(expected);
  });

  test.each([301, 302, 303, 307, 308])('a redirect with %i is not followed', async (status) => {
    const location = 'https://login.test/?session=secret';
    const result = await ask(() => new Response(null, { status, headers: { location } }));
    expect(result).toMatchObject({ ok: false, reason: 'malformed', retryable: false });
    expect(result.ok || result.message).toContain('redirects to https://login.test,');
    expect(result.ok || result.message).not.toContain('secret');
  });

  test('fetch is told not to follow redirects', async () => {
    expect((await send({})).init.redirect).toBe('manual');
  });

  test('an answer that is too long is given up', async () => {
    let cancelled = false;
    const result = await ask(
      () =>
        new Response(
          new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(1000).fill(32)),
            cancel: () => {
              cancelled = true;
            },
          }),
        ),
      { maxResponseBytes: 10_000 },
    );
    expect(result).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('more than 10000 bytes'),
    });
    expect(cancelled).toBe(true);
  });

  test('a character cut by the network is put together again', async () => {
    const sample = { metric: { city: 'Zürich' }, value: [0, '1'] };
    const bytes = new TextEncoder().encode(
      JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [sample] } }),
    );
    const answer = answerOf(
      await ask(
        () =>
          new Response(
            new ReadableStream({
              start(controller) {
                for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
                controller.close();
              },
            }),
          ),
      ),
    );
    expect(answer).toMatchObject({ samples: [{ labels: { city: 'Zürich' } }] });
  });

  test('a connection that breaks in the middle of an answer is unavailable', async () => {
    const broken = new ReadableStream({
      pull: (controller) => controller.error(new Error('terminated')),
    });
    expect(await ask(() => new Response(broken))).toMatchObject({ reason: 'unavailable' });
  });

  test.each([
    [null, 'data is no object'],
    [{ resultType: 'cube', result: [] }, 'resultType is not vector, matrix, scalar or string'],
    [{ resultType: 'vector', result: {} }, 'result is no list'],
    [{ resultType: 'vector', result: [{ value: [0, '1'] }] }, 'result[0].metric is no object'],
    [vector([0, '1'], { a: 1 }), 'result[0].metric.a is no text'],
    [vector([0, 1]), 'result[0].value[1] is no number in quotes'],
    [vector([0, '']), 'result[0].value[1] is no number in quotes'],
    [vector([0, 'Infinity']), 'result[0].value[1] is no number in quotes'],
    [vector([0, '0x10']), 'result[0].value[1] is no number in quotes'],
    [vector(['0', '1']), 'result[0].value[0] is no time'],
    [vector([]), 'result[0].value[0] is no time'],
    [{ resultType: 'scalar', result: [0] }, 'result[1] is no number in quotes'],
    [{ resultType: 'string', result: [0, 1] }, 'result[1] is no text'],
    [
      histogram({ count: '1', sum: '1', buckets: [[4, '0', '1', '1']] }),
      'result[0].histogram[1].buckets[0][0] is no boundary rule',
    ],
    [histogram({ count: '1' }), 'result[0].histogram[1].sum is no number in quotes'],
  ])('data as %j cannot be read', async (data, problem) => {
    expect(await ask(() => json({ status: 'success', data }))).toMatchObject({
      reason: 'malformed',
      message: `${url} answered what cannot be read: ${problem}`,
    });
  });

  test('floats and histograms of one series are put into the order of time', async () => {
    const whole = { count: '1', sum: '1' };
    const series = {
      metric: {},
      values: [
        [1, '1'],
        [3, '3'],
      ],
      histograms: [[2, whole]],
    };
    const answer = answerOf(
      await ask(() =>
        json({ status: 'success', data: { resultType: 'matrix', result: [series] } }),
      ),
    );
    expect(answer).toMatchObject({
      series: [{ points: [{ at: 1000, value: 1 }, { at: 2000 }, { at: 3000, value: 3 }] }],
    });
  });

  test('a label named __proto__ is a label', async () => {
    const body =
      '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__proto__":"x"},"value":[0,"1"]}]}}';
    const answer = answerOf(await ask(() => new Response(body)));
    const labels = answer.kind === 'vector' ? answer.samples[0]?.labels : undefined;
    expect(Object.entries(labels ?? {})).toEqual([['__proto__', 'x']]);
  });
});

function vector(value: unknown, metric: unknown = {}): unknown {
  return { resultType: 'vector', result: [{ metric, value }] };
}

function histogram(value: unknown): unknown {
  return { resultType: 'vector', result: [{ metric: {}, histogram: [0, value] }] };
}

describe('answers with warnings', () => {
  const warned = { ...empty, warnings: ['store a is down', 'store b is down'], infos: ['hint'] };

  test('fail as partial, unless told otherwise', async () => {
    expect(await ask(() => json(warned))).toMatchObject({
      reason: 'partial',
      retryable: true,
      message: `${url} answered with warnings: store a is down; store b is down`,
    });
  });

  test('are passed on and logged', async () => {
    const lines: (readonly [string, string, Readonly<Record<string, LogValue>>])[] = [];
    const log = {
      write: (...line: readonly [string, string, Readonly<Record<string, LogValue>>]) => {
        lines.push(line);
      },
    };
    const answer = answerOf(await ask(() => json(warned), { warnings: 'log', log }));
    expect(answer).toMatchObject({ warnings: warned.warnings, infos: ['hint'] });
    expect(lines).toEqual([
      ['warn', 'metric answer has warnings', { source: url, warnings: warned.warnings }],
    ]);
  });

  test('are passed on silently', async () => {
    expect(await ask(() => json(warned), { warnings: 'ignore' })).toMatchObject({ ok: true });
  });

  test('infos alone are no reason to fail', async () => {
    expect(await ask(() => json({ ...empty, infos: ['hint'] }))).toMatchObject({
      ok: true,
      value: { infos: ['hint'] },
    });
  });

  test('the mark of VictoriaMetrics for a partial answer counts as one', async () => {
    expect(await ask(() => json({ ...empty, isPartial: true }))).toMatchObject({
      reason: 'partial',
    });
  });
});

describe('secrets', () => {
  test.each([
    ['a bearer token', { credentials: { kind: 'bearer', token: () => 's3cret' } }, 's3cret'],
    [
      'a password',
      { credentials: { kind: 'basic', username: 'kong', password: 's3cret' } },
      's3cret',
    ],
    [
      'encoded credentials',
      { credentials: { kind: 'basic', username: 'kong', password: 's3cret' } },
      'a29uZzpzM2NyZXQ=',
    ],
    ['a header that is named as one', { headers: { 'X-Api-Key': 's3cret' } }, 's3cret'],
  ])('%s that the database repeats is not in the message', async (_, options, secret) => {
    const body = { status: 'error', errorType: 'bad_data', error: `who is ${secret}?` };
    const result = await ask(() => json(body, { status: 400 }), options);
    expect(result).toMatchObject({
      message: `${url} answered 400 bad_data: who is [redacted]?`,
    });
  });

  test('a token that cannot be had is no reason to tell its story', async () => {
    const { sent, fetch } = stub(() => json(empty));
    const token = () => Promise.reject(new Error('s3cret is wrong'));
    const source = createPrometheusSource({ url, fetch, credentials: { kind: 'bearer', token } });
    expect(await source.query('up', patient)).toEqual({
      ok: false,
      reason: 'unavailable',
      message: `the token for ${url} could not be had`,
      retryable: true,
    });
    expect(sent).toEqual([]);
  });

  test('an error of fetch is told by its code alone', async () => {
    const cause = Object.assign(new Error('connect s3cret'), { code: 'ECONNREFUSED' });
    expect(
      await ask(() => Promise.reject(new TypeError('fetch s3cret failed', { cause }))),
    ).toMatchObject({ message: `no connection to ${url} (ECONNREFUSED)` });
  });

  test('a long message of many lines is cut to one', async () => {
    const body = {
      status: 'error',
      errorType: 'bad_data',
      error: `a\r\n\u0000b${'x'.repeat(999)}`,
    };
    const result = await ask(() => json(body, { status: 400 }));
    expect(result.ok || result.message).toMatch(/answered 400 bad_data: a bx+…$/);
    expect(result.ok || result.message).toHaveLength(501);
  });
});

describe('the end of a call', () => {
  const options = (signal: AbortSignal) => ({ signal, timeoutMs: 5 });
  /** Like the real one: pending until its signal fires. */
  const silent: PrometheusOptions['fetch'] = (_, { signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

  test('says whether time was over or the caller gave up', async () => {
    const source = createPrometheusSource({ url, fetch: silent });
    expect(await source.query('up', options(new AbortController().signal))).toMatchObject({
      reason: 'timeout',
      message: `no answer from ${url} in time`,
    });
    const controller = new AbortController();
    const answer = source.query('up', { signal: controller.signal });
    controller.abort();
    expect(await answer).toMatchObject({
      reason: 'timeout',
      message: `the call to ${url} was given up by its caller`,
    });
  });

  test("leaves nothing on the caller's signal", async () => {
    const { signal } = new AbortController();
    await createPrometheusSource({ url, fetch: silent }).query('up', options(signal));
    const { fetch } = stub(() => json(empty));
    await createPrometheusSource({ url, fetch }).query('up', { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('sends nothing when it was over before', async () => {
    const { sent, fetch } = stub(() => json(empty));
    const source = createPrometheusSource({ url, fetch });
    await source.query('up', { signal: AbortSignal.abort() });
    expect(sent).toEqual([]);
  });
});

describe('options that make no sense', () => {
  test.each([
    [{ url: 'prometheus' }, /^url: not an address: "prometheus"; write it as http:/],
    [{ url: 'prometheus:9090' }, /^url: prometheus: is neither http: nor https:/],
    [{ url: 'http://user:s3cret@prometheus' }, /^url: carries a user or password; put them/],
    [{ url: 'http://prometheus?token=s3cret' }, /^url: carries a query or fragment; put it/],
    [{ url, timeoutMs: 0 }, /^timeoutMs: 0 is not a number above 0$/],
    [{ url, timeoutMs: Number.NaN }, /^timeoutMs: NaN/],
    [{ url, maxResponseBytes: -1 }, /^maxResponseBytes: -1/],
  ])('%o', (options, message) => {
    const create = () => createPrometheusSource({ ...options, fetch });
    expect(create).toThrow(PrometheusOptionsError);
    expect(create).toThrow(message);
    expect(create).not.toThrow(/s3cret/);
  });

  test.each(['at', 'start', 'end', 'stepMs', 'timeoutMs'])('a call with %s NaN', async (name) => {
    const { sent, fetch } = stub(() => json(empty));
    const source = createPrometheusSource({ url, fetch });
    const range = { start: 0, end: 1, stepMs: 1, [name]: Number.NaN };
    const result =
      name === 'at' || name === 'timeoutMs'
        ? await source.query('up', { ...patient, [name]: Number.NaN })
        : await source.queryRange('up', range, patient);
    expect(result).toMatchObject({
      reason: 'invalid',
      message: `${name} is NaN; give a number of milliseconds`,
    });
    expect(sent).toEqual([]);
  });
});
