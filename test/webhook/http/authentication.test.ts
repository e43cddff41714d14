import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { authentication, type Callers } from '../../../packages/webhook/src/http/authentication.ts';

const basic = (user: string): string => `Basic ${Buffer.from(user, 'utf8').toString('base64')}`;

function appFor(callers: Callers): Hono {
  const app = new Hono();
  const guard = authentication(callers);
  if (guard !== null) app.use(guard);
  return app.get('/', (context) => context.text('in'));
}

async function ask(callers: Callers, header?: string) {
  const headers = header === undefined ? {} : { authorization: header };
  const answer = await appFor(callers).request('/', { headers });
  const text = await answer.text();
  return {
    status: answer.status,
    code: text === 'in' ? null : JSON.parse(text).error.code,
    text,
    challenge: answer.headers.get('www-authenticate'),
  };
}

const tokensOnly: Callers = { tokens: ['old', 'new'], users: [] };
const usersOnly: Callers = { tokens: [], users: ['prometheus:pass:word', 'änne:señal'] };
const both: Callers = { tokens: ['old'], users: ['prometheus:secret'] };

describe('who may call', () => {
  test.each<
    readonly [
      who: string,
      callers: Callers,
      header: string | undefined,
      status: number,
      code: string | null,
    ]
  >([
    ['a token of several', tokensOnly, 'Bearer new', 200, null],
    ['the scheme in small letters', tokensOnly, 'bearer old', 200, null],
    ['no header', tokensOnly, undefined, 401, 'unauthenticated'],
    ['an empty header', tokensOnly, '', 400, 'bad-authorization'],
    ['a token that is none of them', tokensOnly, 'Bearer neww', 401, 'unknown-token'],
    ['a token that one begins with', tokensOnly, 'Bearer ne', 401, 'unknown-token'],
    ['a scheme without a token', tokensOnly, 'Bearer', 400, 'bad-authorization'],
    ['two words', tokensOnly, 'Bearer old new', 400, 'bad-authorization'],
    ['a user where only tokens count', tokensOnly, basic('old:new'), 400, 'bad-authorization'],
    // RFC 7617, 2: the first colon ends the user, the password may hold further ones.
    ['a user with its password', usersOnly, basic('prometheus:pass:word'), 200, null],
    ['names beyond ASCII, in UTF-8', usersOnly, basic('änne:señal'), 200, null],
    ['another password', usersOnly, basic('prometheus:pass'), 401, 'unknown-user'],
    ['no password', usersOnly, basic('prometheus:'), 401, 'unknown-user'],
    ['a user alone', usersOnly, basic('prometheus'), 400, 'bad-authorization'],
    ['no base64', usersOnly, 'Basic %%%', 400, 'bad-authorization'],
    ['no UTF-8', usersOnly, 'Basic //86', 400, 'bad-authorization'],
    ['a token where only users count', usersOnly, 'Bearer x', 400, 'bad-authorization'],
    ['a token where both count', both, 'Bearer old', 200, null],
    ['a user where both count', both, basic('prometheus:secret'), 200, null],
    ['a user’s text as a token', both, 'Bearer prometheus:secret', 401, 'unknown-token'],
    ['a token as a user', both, basic('old:'), 401, 'unknown-user'],
    ['anybody, where nobody is named', { tokens: [], users: [] }, undefined, 200, null],
    [
      'nobody, while a source has none',
      { tokens: async () => [], users: [] },
      'Bearer x',
      401,
      'unknown-token',
    ],
    [
      'nobody with an empty secret of a source',
      { tokens: [], users: async () => [''] },
      basic(':'),
      401,
      'unknown-user',
    ],
  ])('%s', async (_, callers, header, status, code) => {
    expect(await ask(callers, header)).toMatchObject({ status, code });
  });

  test('is told which schemes there are, and never what was sent', async () => {
    const refused = await ask(both, 'Bearer hunter2');
    expect(refused.challenge).toBe(
      'Bearer realm="flyball", Basic realm="flyball", charset="UTF-8"',
    );
    expect(refused.text).not.toContain('hunter2');
    expect(JSON.parse(refused.text).error.remedy).toMatch(
      /http_config\.authorization.*http_config\.basic_auth/,
    );
  });

  test('is asked for with every request, so that secrets can be replaced', async () => {
    let tokens = ['first'];
    const app = appFor({ tokens: async () => tokens, users: [] });
    const statusFor = async (token: string): Promise<number> =>
      (await app.request('/', { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await statusFor('first'), await statusFor('second')]).toEqual([200, 401]);
    tokens = ['second'];
    expect([await statusFor('first'), await statusFor('second')]).toEqual([401, 200]);
  });

  test.each<readonly [what: string, callers: Callers]>([
    ['an empty token', { tokens: ['a', ' '], users: [] }],
    ['a user without a password', { tokens: [], users: ['user:'] }],
    ['a password without a user', { tokens: [], users: [':password'] }],
    ['a user without a colon', { tokens: [], users: ['user'] }],
  ])('is no list with %s', (_, callers) => {
    expect(() => authentication(callers)).toThrow(TypeError);
  });
});
