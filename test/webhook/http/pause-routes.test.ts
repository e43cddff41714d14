import { createApp, createAttention, type Look } from '@flyball/webhook';
import { describe, expect, test } from 'vitest';
import { type TutorialWorld, tutorialWorld } from '../../support/tutorial-world.ts';

const token = 'correct-horse';
const path = '/api/v1/policies/kong/command';

function appOf({ control, log, clock }: TutorialWorld) {
  const attention = createAttention(control, { clock, log });
  const app = createApp({ control, attention, log, tokens: [token] });
  return (what: string, body?: string, authorization = `Bearer ${token}`) =>
    app.request(what, {
      method: 'POST',
      headers: { authorization },
      ...(body === undefined ? {} : { body }),
    });
}

async function lookOf(answer: Response): Promise<Look> {
  const { look }: { readonly look: Look } = JSON.parse(await answer.text());
  return look;
}

describe('POST /api/v1/policies/<namespace>/<name>/pause and /resume', () => {
  test('pause and resume the policy, and answer with the look that follows', async () => {
    const world = tutorialWorld();
    world.setLatency(102.312);
    const post = appOf(world);
    const body = '{"for": "30m", "by": "sre", "reason": "load test"}';
    const paused = await post(`${path}/pause`, body);
    expect(paused.status).toBe(200);
    expect(await lookOf(paused)).toMatchObject({
      cause: 'request',
      outcome: 'paused',
      standing: {
        pause: { by: 'sre', reason: 'load test', until: world.clock.now() + 1_800_000 },
      },
    });
    const resumed = await post(`${path}/resume`);
    expect(resumed.status).toBe(200);
    expect((await lookOf(resumed)).outcome).not.toBe('paused');
  });

  test('a pause needs no body', async () => {
    for (const body of [undefined, '', '{}']) {
      const answer = await appOf(tutorialWorld())(`${path}/pause`, body);
      expect(await lookOf(answer)).toMatchObject({
        standing: { pause: { until: null, by: null, reason: null } },
      });
    }
  });

  test.each([
    ['{', 'the body is not JSON'],
    ['[]', 'the body is no object'],
    ['{"for": 30}', 'for is no duration'],
    ['{"for": "30"}', 'for is no duration above zero'],
    ['{"for": "-1m"}', 'for is no duration above zero'],
    ['{"by": ""}', 'by is empty'],
    [`{"reason": "${'x'.repeat(501)}"}`, 'reason is longer than 500 characters'],
    ['{"until": "tomorrow"}', 'another member means nothing here'],
    ['{"by": 1, "for": ""}', 'for is no duration above zero; by is no text'],
  ])('%s is refused', async (body, message) => {
    const world = tutorialWorld();
    const answer = await appOf(world)(`${path}/pause`, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'bad-pause', message } });
    expect(world.control.looks('kong/command')).toEqual([]);
  });

  test('who bears no token changes nothing', async () => {
    const world = tutorialWorld();
    const post = appOf(world);
    for (const what of ['pause', 'resume']) {
      expect((await post(`${path}/${what}`, '', 'Bearer wrong')).status).toBe(401);
    }
    expect(world.cluster.memory.text('kong/command')).toBeNull();
  });

  test.each(['pause', 'resume'])(
    'there is no %s of a policy that is not configured',
    async (what) => {
      const answer = await appOf(tutorialWorld())(`/api/v1/policies/kube-system/coredns/${what}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 'no-such-policy' } });
    },
  );

  test('what cannot be stored is no pause', async () => {
    const world = tutorialWorld({
      faults: ({ operation }) => (operation === 'saveMemory' ? { reason: 'forbidden' } : null),
    });
    for (const what of ['pause', 'resume']) {
      const answer = await appOf(world)(`${path}/${what}`);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { code: 'memory-unavailable' } });
    }
  });

  test('an annotation is stronger than a resumption, and that is said', async () => {
    const world = tutorialWorld({ annotations: ['flyball.dev/paused: "true"'] });
    const answer = await appOf(world)(`${path}/resume`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      error: { code: 'paused-by-annotation', remedy: 'remove the annotation from its manifest' },
    });
  });

  test('a body without end is not read', async () => {
    const answer = await appOf(tutorialWorld())(`${path}/pause`, 'x'.repeat(20_000));
    expect(answer.status).toBe(413);
  });
});
