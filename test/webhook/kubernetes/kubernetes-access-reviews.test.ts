import {
  KubernetesAccessReviews,
  KubernetesApi,
  KubernetesAuthenticationSource,
} from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { patient } from '../../contracts/answers.ts';
import { ScriptedFetch, status } from './scripted-fetch.ts';

function api({ fetch }: ScriptedFetch): KubernetesApi {
  return new KubernetesApi({ server: 'https://k', fetch, sleep: async () => {} });
}

describe('whose a token is', () => {
  const whoIs = (review: unknown) => {
    const script = new ScriptedFetch({ status: 201, body: { status: review } });
    return { script, answer: new KubernetesAccessReviews(api(script)).whoIs('secret', patient) };
  };

  test('the API server says, with groups and extras', async () => {
    const user = { username: 'ann', uid: '1', groups: ['dev'], extra: { scopes: ['read'] } };
    const { script, answer } = whoIs({ authenticated: true, user });
    expect(await answer).toEqual({
      ok: true,
      value: { name: 'ann', uid: '1', groups: ['dev'], extra: { scopes: ['read'] } },
    });
    expect(script.lines).toEqual(['POST /apis/authentication.k8s.io/v1/tokenreviews']);
    expect(script.sent[0]?.body).toMatchObject({ spec: { token: 'secret' } });
  });

  test.each([
    [{ error: 'expired' }],
    [{ authenticated: false, user: { username: 'ann' } }],
    [{ authenticated: true }],
    [{ authenticated: true, user: {} }],
  ])('%j is nobody', async (review) => {
    expect(await whoIs(review).answer).toEqual({ ok: true, value: null });
  });
});

describe('who may do what', () => {
  const user = { name: 'ann', groups: ['dev'], extra: { scopes: ['read'] } };
  const ask = async (review: unknown, question: object) => {
    const script = new ScriptedFetch({ status: 201, body: { status: review } });
    const reviews = new KubernetesAccessReviews(api(script));
    const answer = await reviews.mayDo(
      user,
      question as Parameters<typeof reviews.mayDo>[1],
      patient,
    );
    return { answer, sent: script.sent[0] };
  };
  const resource = {
    verb: 'get',
    group: 'custom.metrics.k8s.io',
    version: 'v1beta1',
    namespace: 'kong',
    resource: 'services',
    subresource: 'latency',
    name: 'command',
  };

  test('is asked by the attributes of the request', async () => {
    const { answer, sent } = await ask({ allowed: true }, { kind: 'resource', ...resource });
    expect(answer).toEqual({ ok: true, value: { allowed: true, reason: '' } });
    expect(sent?.path).toBe('/apis/authorization.k8s.io/v1/subjectaccessreviews');
    expect(sent?.body).toEqual({
      spec: {
        user: 'ann',
        groups: ['dev'],
        extra: { scopes: ['read'] },
        resourceAttributes: resource,
      },
    });
  });

  test('is asked by the path where there is no resource', async () => {
    const { sent } = await ask({ allowed: true }, { kind: 'path', verb: 'get', path: '/apis' });
    expect(sent?.body).toMatchObject({
      spec: { nonResourceAttributes: { verb: 'get', path: '/apis' } },
    });
  });

  test.each([
    [{ allowed: false, reason: 'no rule' }, 'no rule'],
    [{ allowed: true, denied: true }, ''],
    [{}, ''],
  ])('%j is no', async (review, reason) => {
    const { answer } = await ask(review, { kind: 'path', verb: 'get', path: '/' });
    expect(answer).toEqual({ ok: true, value: { allowed: false, reason } });
  });
});

describe('by what callers are known', () => {
  const read = (script: ScriptedFetch) =>
    new KubernetesAuthenticationSource(api(script)).read(patient);

  test('the API server has written into its ConfigMap', async () => {
    const data = {
      'client-ca-file': 'CLIENTS',
      'requestheader-client-ca-file': 'PROXIES',
      'requestheader-allowed-names': '["front-proxy-client"]',
      'requestheader-username-headers': '["X-Remote-User"]',
      'requestheader-group-headers': '["X-Remote-Group"]',
      'requestheader-extra-headers-prefix': '["X-Remote-Extra-"]',
    };
    const script = new ScriptedFetch({ status: 200, body: { data } });
    expect(await read(script)).toEqual({
      ok: true,
      value: {
        clientAuthorities: 'CLIENTS',
        frontProxy: {
          authorities: 'PROXIES',
          allowedNames: ['front-proxy-client'],
          userHeaders: ['X-Remote-User'],
          uidHeaders: [],
          groupHeaders: ['X-Remote-Group'],
          extraHeaderPrefixes: ['X-Remote-Extra-'],
        },
      },
    });
    expect(script.lines).toEqual([
      'GET /api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication',
    ]);
  });

  test('a cluster without a front proxy has none', async () => {
    expect(await read(new ScriptedFetch({ status: 200, body: {} }))).toEqual({
      ok: true,
      value: {},
    });
  });

  test('names that are no list let nobody in by mistake', async () => {
    for (const names of ['front-proxy-client', '{}', '[1]']) {
      const data = { 'requestheader-allowed-names': names };
      const script = new ScriptedFetch({ status: 200, body: { data } });
      expect(await read(script)).toMatchObject({ reason: 'malformed' });
    }
  });

  test('who may not read it is told so', async () => {
    const script = new ScriptedFetch(status(403, 'Forbidden', 'configmaps is forbidden'));
    expect(await read(script)).toMatchObject({ reason: 'forbidden' });
  });
});
