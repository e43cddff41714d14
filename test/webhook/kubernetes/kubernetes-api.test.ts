import {
  bearerToken,
  KubernetesApi,
  type KubernetesOptions,
  KubernetesScaleTarget,
  type TargetReference,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { givenUp, patient } from '../../contracts/answers.ts';
import { type Answer, ScriptedFetch, scale, status } from './scripted-fetch.ts';

const command: TargetReference = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  namespace: 'kong',
  name: 'command',
};

const path = '/apis/apps/v1/namespaces/kong/deployments/command/scale';

/** A scale target over scripted answers, which waits no time but notes how long it would have. */
function targetOver(script: ScriptedFetch, options: Partial<KubernetesOptions> = {}) {
  const waits: number[] = [];
  const api = new KubernetesApi({
    server: 'https://10.0.0.1:6443',
    fetch: script.fetch,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    random: () => 1,
    ...options,
  });
  return { target: new KubernetesScaleTarget(api, { now: () => 0 }), waits };
}

const readOver = (script: ScriptedFetch, options: Partial<KubernetesOptions> = {}) =>
  targetOver(script, options).target.readScale(command, patient);

describe('what failed is told as data', () => {
  // Source: what a kube-apiserver 1.37.2 answers, and what proxies in front of one do.
  test.each<[Answer, string, boolean, string]>([
    [status(400, 'BadRequest', 'bad patch'), 'invalid', false, '400 bad patch'],
    [status(401, 'Unauthorized', 'Unauthorized'), 'unauthorized', false, '401 Unauthorized'],
    [status(403, 'Forbidden', 'may not'), 'forbidden', false, '403 may not'],
    [status(404, 'NotFound', 'not found'), 'not-found', false, '404 not found'],
    [status(405, 'MethodNotAllowed', 'no'), 'invalid', false, '405 no'],
    [status(409, 'Conflict', 'modified'), 'conflict', true, '409 modified'],
    [status(409, 'AlreadyExists', 'is there'), 'exists', false, '409 is there'],
    [status(410, 'Expired', 'too old'), 'expired', true, '410 too old'],
    [status(415, 'UnsupportedMediaType', 'media'), 'invalid', false, '415 media'],
    [status(422, 'Invalid', 'replicas'), 'invalid', false, '422 replicas'],
    [status(429, 'TooManyRequests', 'later'), 'throttled', true, '429 later'],
    [status(500, 'InternalError', 'etcd'), 'unavailable', true, '500 etcd'],
    [status(503, 'ServiceUnavailable', 'down'), 'unavailable', true, '503 down'],
    [status(504, 'Timeout', 'slow'), 'unavailable', true, '504 slow'],
    [
      { status: 404, body: '404 page not found\n', headers: { 'content-type': 'text/plain' } },
      'not-found',
      false,
      '404 with text/plain, which is not how an API server explains itself',
    ],
    [
      { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } },
      'unavailable',
      true,
      '502 with text/html, which is not how an API server explains itself',
    ],
    [{ status: 200, body: '<html>' }, 'malformed', false, 'the answer is not JSON'],
    [
      { status: 200, body: { metadata: { uid: 'u' } } },
      'malformed',
      false,
      'metadata.resourceVersion in the answer is not what an API server sends',
    ],
    [
      {
        status: 200,
        body: { metadata: { uid: 'u', resourceVersion: '1' }, spec: { replicas: -1 } },
      },
      'malformed',
      false,
      'spec.replicas in the answer is not what an API server sends',
    ],
    [
      { status: 200, body: [] },
      'malformed',
      false,
      'metadata in the answer is not what an API server sends',
    ],
    [
      { breaks: 'ECONNREFUSED' },
      'unavailable',
      true,
      'no connection to https://10.0.0.1:6443 (ECONNREFUSED)',
    ],
  ])('%j is %s', async (answer, reason, retryable, said) => {
    const script = new ScriptedFetch(answer, answer, answer);
    expect(await readOver(script)).toEqual({
      ok: false,
      reason,
      retryable,
      message: `GET ${path}: ${said}`,
    });
  });

  test('the API server speaks for itself where it names the object', async () => {
    const message = 'deployments.apps "command" not found';
    const details = { name: 'command', group: 'apps', kind: 'deployments' };
    const body = { kind: 'Status', reason: 'NotFound', message, details, code: 404 };
    expect(await readOver(new ScriptedFetch({ status: 404, body }))).toMatchObject({ message });
  });

  test('an answer without end is cut off', async () => {
    const script = new ScriptedFetch({ status: 200, body: 'x'.repeat(2_000) });
    const failure = await readOver(script, { maxResponseBytes: 1_000 });
    expect(failure).toMatchObject({ reason: 'malformed' });
    expect(!failure.ok && failure.message).toContain('more than 1000 bytes');
  });

  test('a redirect is not followed, and where it leads is told without its path', async () => {
    const script = new ScriptedFetch({
      status: 302,
      headers: { location: 'https://login.example/?token=secret' },
    });
    const failure = await readOver(script);
    expect(failure).toMatchObject({ reason: 'malformed' });
    expect(!failure.ok && failure.message).toContain('redirects to https://login.example,');
    expect(JSON.stringify(failure)).not.toContain('secret');
    expect(script.sent).toHaveLength(1);
  });

  test('a token that the other side echoes does not come through', async () => {
    const script = new ScriptedFetch(
      status(403, 'Forbidden', 'who has Bearer s3cret, or s3cret alone, may not'),
    );
    const failure = await readOver(script, { credentials: bearerToken(() => 's3cret') });
    expect(failure).toMatchObject({
      message: `GET ${path}: 403 who has [redacted], or [redacted] alone, may not`,
    });
  });

  test('a message that goes on for ever is cut', async () => {
    const failure = await readOver(new ScriptedFetch(status(422, 'Invalid', 'x'.repeat(9_000))));
    expect(!failure.ok && failure.message.length).toBeLessThan(700);
  });
});

describe('a call is tried again where that does no harm', () => {
  test('a read after a server error, a lost connection or 429, twice, waiting longer each time', async () => {
    const script = new ScriptedFetch(status(500, '', ''), { breaks: 'ECONNRESET' }, scale(3, '17'));
    const { target, waits } = targetOver(script);
    expect(await target.readScale(command, patient)).toMatchObject({ ok: true });
    expect(waits).toEqual([100, 200]);
  });

  test('waits are spread, so that many callers do not come back at once', async () => {
    const script = new ScriptedFetch(status(500, '', ''), scale(3, '17'));
    const { target, waits } = targetOver(script, { random: () => 0 });
    await target.readScale(command, patient);
    expect(waits).toEqual([50]);
  });

  test('Retry-After is obeyed', async () => {
    const later = { ...status(429, '', ''), headers: { 'retry-after': '1' } };
    const script = new ScriptedFetch(later, scale(3, '17'));
    const { target, waits } = targetOver(script);
    expect(await target.readScale(command, patient)).toMatchObject({ ok: true });
    expect(waits).toEqual([1_000]);
  });

  test('a wait that is too long is passed on instead', async () => {
    const later = { ...status(429, '', 'later'), headers: { 'retry-after': '30' } };
    const { target, waits } = targetOver(new ScriptedFetch(later));
    expect(await target.readScale(command, patient)).toMatchObject({
      reason: 'throttled',
      retryAfterMs: 30_000,
    });
    expect(waits).toEqual([]);
  });

  test('what is wrong stays wrong', async () => {
    const script = new ScriptedFetch(status(403, 'Forbidden', 'may not'));
    await readOver(script);
    expect(script.sent).toHaveLength(1);
  });

  test('a write that was refused unread is sent again', async () => {
    const script = new ScriptedFetch(status(429, '', ''), scale(7, '18'));
    const { target } = targetOver(script);
    expect(await target.writeScale(command, 7, '17', patient)).toMatchObject({
      value: { specReplicas: 7 },
    });
    expect(script.lines).toEqual([
      `PATCH ${path}?fieldManager=flyball`,
      `PATCH ${path}?fieldManager=flyball`,
    ]);
  });

  test('nothing is sent once the caller gave up, and no wait goes on', async () => {
    const script = new ScriptedFetch();
    expect(await targetOver(script).target.readScale(command, givenUp)).toMatchObject({
      reason: 'timeout',
    });
    expect(script.sent).toEqual([]);

    const controller = new AbortController();
    const busy = new ScriptedFetch(status(500, '', ''), scale(3, '17'));
    const { target } = targetOver(busy, {
      sleep: async () => controller.abort(),
    });
    expect(await target.readScale(command, { signal: controller.signal })).toMatchObject({
      reason: 'timeout',
    });
    expect(busy.sent).toHaveLength(1);
  });
});

describe('credentials', () => {
  test('are asked for before every request', async () => {
    const script = new ScriptedFetch(scale(3, '17'), scale(3, '17'));
    let asked = 0;
    const { target } = targetOver(script, {
      credentials: bearerToken(() => ` token-${++asked}\n`),
    });
    await target.readScale(command, patient);
    await target.readScale(command, patient);
    expect(script.sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('are renewed once when they were refused', async () => {
    const refused = status(401, 'Unauthorized', 'Unauthorized');
    const token = (renew: boolean): string => (renew ? 'fresh' : 'stale');
    const mended = new ScriptedFetch(refused, scale(3, '17'));
    expect(await readOver(mended, { credentials: bearerToken(token) })).toMatchObject({ ok: true });
    expect(mended.sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer stale',
      'Bearer fresh',
    ]);

    const hopeless = new ScriptedFetch(refused, refused);
    expect(await readOver(hopeless, { credentials: bearerToken(token) })).toMatchObject({
      reason: 'unauthorized',
    });
    expect(hopeless.sent).toHaveLength(2);
  });

  test('that cannot be had are told, without what their source said', async () => {
    const script = new ScriptedFetch();
    const failure = await readOver(script, {
      credentials: bearerToken(() => Promise.reject(new Error('the password is s3cret'))),
    });
    expect(failure).toEqual({
      ok: false,
      reason: 'unauthorized',
      retryable: false,
      message: `GET ${path}: the credentials could not be had`,
    });
  });
});

describe('requests', () => {
  test('say who sends them, and patch by merging', async () => {
    const script = new ScriptedFetch(scale(7, '18'));
    await targetOver(script).target.writeScale(command, 7, '17', patient);
    expect(script.sent).toEqual([
      {
        method: 'PATCH',
        path: `${path}?fieldManager=flyball`,
        headers: {
          accept: 'application/json, */*;q=0.8',
          'content-type': 'application/merge-patch+json',
          'user-agent': 'flyball',
        },
        body: { metadata: { resourceVersion: '17' }, spec: { replicas: 7 } },
      },
    ]);
  });

  test('keep the path that the server stands behind', async () => {
    const script = new ScriptedFetch(scale(3, '17'));
    await readOver(script, { server: 'https://rancher.example/k8s/clusters/c-1/' });
    expect(script.lines).toEqual([`GET /k8s/clusters/c-1${path}`]);
  });

  test.each(['', '.', '..', 'a/b', 'a%2fb'])(
    'never leave their path for the name %j',
    async (name) => {
      const script = new ScriptedFetch();
      const { target } = targetOver(script);
      const aside = { ...command, namespace: name };
      expect(await target.readScale({ ...command, name }, patient)).toMatchObject({
        reason: 'invalid',
      });
      expect(await target.writeScale(aside, 3, '17', patient)).toMatchObject({ reason: 'invalid' });
      expect(await target.listPods(name, 'app=command', patient)).toMatchObject({
        reason: 'invalid',
      });
      expect(script.sent).toEqual([]);
    },
  );

  test.each([
    ['10.0.0.1:6443', 'server: not an address: "10.0.0.1:6443"; write it as https://10.0.0.1:6443'],
    ['ftp://x', 'server: ftp: is neither https: nor http:; write it as https://10.0.0.1:6443'],
    [
      'https://user:s3cret@x',
      'server: carries a user, a password, a query or a fragment; leave the address and its path',
    ],
  ])('have a server: %s is none', (server, message) => {
    expect(() => targetOver(new ScriptedFetch(), { server })).toThrow(message);
  });
});
