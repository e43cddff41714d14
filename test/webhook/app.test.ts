import type { LookOutcome } from '@flyball/core';
import { type Control, createApp, createAttention, type Look, success } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { CollectedLog } from '../support/collected-log.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { tutorialWorld } from '../support/tutorial-world.ts';

const token = 'correct-horse';
const authorization = `Bearer ${token}`;
const known = { namespace: 'kong', horizontalpodautoscaler: 'command' };

function notification(...labels: readonly Readonly<Record<string, string>>[]): string {
  return JSON.stringify({
    version: '4',
    receiver: 'flyball',
    status: 'firing',
    alerts: labels.map((each) => ({
      status: 'firing',
      labels: { alertname: 'FlyballAboveTarget', ...each },
      annotations: { value: '102.3' },
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: '0123456789abcdef',
    })),
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: '',
    groupKey: '{}:{}',
    truncatedAlerts: 0,
    somethingNew: { of: 'a later version' },
  });
}

function appOf(control: Control, tokens: readonly string[] = [token]) {
  const log = new CollectedLog();
  const app = createApp({
    control,
    attention: createAttention(control, { clock: new ManualClock(), log }),
    log,
    tokens,
    maximumBodyBytes: 10_000,
  });
  const post = (body: string, headers: Record<string, string> = { authorization }) =>
    app.request('/api/v1/alerts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return { app, post, log };
}

/** A control whose looks end as told. */
function controlThat(
  outcome: LookOutcome,
  problems: Look['problems'] = [],
): Control & { readonly causes: string[] } {
  const { policy } = tutorialWorld();
  const causes: string[] = [];
  return {
    causes,
    policies: [policy],
    policy: (key) => (key === policy.key ? policy : undefined),
    replace: () => undefined,
    watch: () => undefined,
    looks: () => [],
    pause: async () => success('1'),
    resume: async () => success('2'),
    look: async (key, cause) => {
      causes.push(`${cause} ${key}`);
      return {
        id: 'a-look',
        policy: key,
        cause,
        at: 0,
        outcome,
        currentReplicas: 1,
        desiredReplicas: 1,
        reason: { code: 'AtTarget', text: '' },
        events: [],
        conditions: [],
        currentMetrics: [],
        nextDeadline: null,
        deadlineCause: null,
        explanation: '',
        standing: {},
        problems,
      };
    },
  };
}

describe('POST /api/v1/alerts', () => {
  test('looks at the policy that an alert names, and answers with the look', async () => {
    const control = controlThat('steady');
    const answer = await appOf(control).post(notification(known));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      alerts: [
        {
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          status: 'firing',
          policies: ['kong/command'],
        },
      ],
      looks: [{ policy: 'kong/command', outcome: 'steady' }],
    });
    expect(control.causes).toEqual(['alert kong/command']);
  });

  test('looks once, however many alerts name the policy', async () => {
    const control = controlThat('steady');
    await appOf(control).post(notification(known, { ...known, pod: 'a' }, { ...known, pod: 'b' }));
    expect(control.causes).toEqual(['alert kong/command']);
  });

  test('an alert that names no configured policy is taken, and moves nothing', async () => {
    const control = controlThat('steady');
    const answer = await appOf(control).post(
      notification({ namespace: 'kube-system', horizontalpodautoscaler: 'coredns' }),
    );
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ alerts: [{ policies: [] }], looks: [] });
    expect(control.causes).toEqual([]);
  });

  test('other alerts wake a policy whose annotation names them', async () => {
    const world = tutorialWorld({ annotations: ['flyball.dev/alerts: service="command"'] });
    const answer = await appOf(world.control).post(notification({ service: 'command' }));
    expect(await answer.json()).toMatchObject({ alerts: [{ policies: ['kong/command'] }] });
  });

  test('an alert wakes the policies that are in force when it comes', async () => {
    const world = tutorialWorld();
    const { post } = appOf(world.control);
    await post(notification(known));
    world.control.replace([]);
    expect(await (await post(notification(known))).json()).toMatchObject({ looks: [] });
    world.control.replace([world.policy]);
    expect(await (await post(notification(known))).json()).toMatchObject({
      looks: [{ policy: 'kong/command' }],
    });
  });

  // Alertmanager repeats a delivery soon after a 5xx, and after nothing else.
  test.each([
    ['a failure that a retry can mend', 'failed', true, 503],
    ['missing data that a retry can mend', 'holding', true, 503],
    ['missing data that only time or people can mend', 'holding', false, 200],
    ['a failure that no retry can mend', 'failed', false, 200],
    ['an event that was lost, though the scale was written', 'scaled', true, 200],
  ] as const)('%s: %s, retryable %s, is a %i', async (_, outcome, retryable, status) => {
    const control = controlThat(outcome, [{ reason: 'unavailable', message: 'down', retryable }]);
    expect((await appOf(control).post(notification(known))).status).toBe(status);
  });

  test.each([
    ['no JSON', 'nonsense'],
    ['another version', notification(known).replace('"4"', '"3"')],
    ['no alerts', '{"version":"4"}'],
  ])('%s is a 400 that says what was expected, and repeats nothing', async (_, body) => {
    const answer = await appOf(controlThat('steady')).post(body);
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: Record<string, string> };
    expect(error).toEqual({
      code: expect.any(String),
      message: expect.any(String),
      remedy: expect.any(String),
    });
    expect(JSON.stringify(error)).not.toContain('nonsense');
  });

  test('a body over the limit is a 413', async () => {
    const answer = await appOf(controlThat('steady')).post('x'.repeat(10_001));
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ error: { code: 'body-too-large' } });
  });
});

describe('POST /api/v1/reconcile', () => {
  const reconcile = (control: Control, query: string) =>
    appOf(control).app.request(`/api/v1/reconcile${query}`, {
      method: 'POST',
      headers: { authorization },
    });

  test.each([
    ['of one policy', '?policy=kong/command'],
    ['of all, where nothing runs between requests', ''],
  ])('is one look %s, and its answer', async (_, query) => {
    const control = controlThat('steady');
    const answer = await reconcile(control, query);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      looks: [{ policy: 'kong/command', outcome: 'steady', reason: { code: 'AtTarget' } }],
    });
    expect(control.causes).toEqual(['request kong/command']);
  });

  test('of all answers without the way to each size', async () => {
    const text = async (query: string) => (await reconcile(controlThat('steady'), query)).text();
    expect(await text('?policy=kong/command')).toContain('explanation');
    expect(await text('')).not.toContain('explanation');
  });

  test('of a policy that there is not is a 404', async () => {
    expect((await reconcile(controlThat('steady'), '?policy=kong/other')).status).toBe(404);
  });

  test('that a retry can mend is a 503', async () => {
    const problems = [{ reason: 'unavailable', message: 'down', retryable: true }];
    expect((await reconcile(controlThat('failed', problems), '')).status).toBe(503);
  });
});

describe('tokens', () => {
  test.each([
    ['no token', {}, 401, 'unauthenticated'],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401, 'unknown-token'],
    ['another scheme', { authorization: 'Basic eDp5' }, 400, 'bad-authorization'],
  ])('%s is refused before the body is read', async (_, headers, status, code) => {
    const control = controlThat('steady');
    const answer = await appOf(control).post(
      notification(known),
      headers as Record<string, string>,
    );
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
    expect(control.causes).toEqual([]);
  });

  test('each of several is accepted, so that one can be replaced without a gap', async () => {
    const { post } = appOf(controlThat('steady'), ['old', 'new']);
    for (const each of ['old', 'new']) {
      expect((await post(notification(known), { authorization: `Bearer ${each}` })).status).toBe(
        200,
      );
    }
  });

  test('an empty token is a mistake of the configuration', () => {
    expect(() => appOf(controlThat('steady'), [''])).toThrow(TypeError);
  });
});

describe('GET /api/v1/policies', () => {
  test('lists the policies with their latest look', async () => {
    const world = tutorialWorld();
    world.setLatency(40);
    await world.control.look('kong/command', 'start', new AbortController().signal);
    const { app } = appOf(world.control);
    const answer = await app.request('/api/v1/policies', { headers: { authorization } });
    expect(await answer.json()).toMatchObject({
      policies: [
        {
          policy: 'kong/command',
          awake: false,
          alerts: [],
          look: { outcome: 'steady', currentReplicas: 1 },
        },
      ],
    });
  });

  test('one policy shows its target, its queries and its looks', async () => {
    const world = tutorialWorld();
    const { app } = appOf(world.control);
    const answer = await app.request('/api/v1/policies/kong/command', {
      headers: { authorization },
    });
    expect(await answer.json()).toMatchObject({
      policy: 'kong/command',
      target: { kind: 'Deployment', name: 'command' },
      minReplicas: 1,
      maxReplicas: 10,
      queries: [{ metric: 'kong_upstream_latency_ms_60s_average' }],
      looks: [],
    });
  });

  test.each(['/api/v1/policies/kong/other', '/nowhere'])(
    '%s is a 404 that says where to look',
    async (path) => {
      const { app } = appOf(controlThat('steady'));
      const answer = await app.request(path, { headers: { authorization } });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({
        error: { remedy: expect.stringContaining('/api/v1/policies') },
      });
    },
  );
});

test('a mistake of ours is a 500 without details, and the details are in the log', async () => {
  const { post, log } = appOf({
    ...controlThat('steady'),
    look: () => Promise.reject(new Error('secret detail')),
  });
  const answer = await post(notification(known));
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret detail');
  expect(log.lines).toMatchObject([
    { level: 'error', event: 'request failed', fields: { problem: 'secret detail' } },
  ]);
});
