import { Authenticator, failure, fixedAuthentication } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { CollectedLog } from '../../support/collected-log.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ann, certificateOf, proxy, ScriptedReviews } from './world.ts';

const signal = new AbortController().signal;
const asMaster = [
  ['X-Remote-User', 'admin'],
  ['X-Remote-Group', 'system:masters'],
] as const;

async function authenticator() {
  const reviews = new ScriptedReviews();
  const clock = new ManualClock();
  const source = fixedAuthentication({
    frontProxy: proxy('proxy CA'),
    clientAuthorities: 'client CA',
  });
  const made = new Authenticator({ source, reviews, clock, log: new CollectedLog() });
  await made.refresh({ signal });
  return { reviews, clock, authenticate: made.authenticate.bind(made) };
}

const anonymous = { kind: 'user', user: { name: 'system:anonymous' } };

test('the front proxy speaks for others', async () => {
  const { authenticate } = await authenticator();
  const certificate = certificateOf('proxy CA', 'front-proxy-client');
  expect(await authenticate({ certificate, headers: asMaster })).toEqual({
    kind: 'user',
    user: { name: 'admin', groups: ['system:masters', 'system:authenticated'], extra: {} },
  });
});

test.each([
  ['nobody’s certificate', undefined],
  ['another name of the proxy’s authority', certificateOf('proxy CA', 'somebody')],
  ['a certificate of another authority', certificateOf('other CA', 'front-proxy-client')],
])('with %s the headers are worth nothing', async (_, certificate) => {
  const { authenticate } = await authenticator();
  const caller = certificate === undefined ? {} : { certificate };
  expect(await authenticate({ ...caller, headers: asMaster })).toMatchObject(anonymous);
});

test('a client that calls itself the front proxy is itself', async () => {
  const { authenticate } = await authenticator();
  const certificate = certificateOf('client CA', 'front-proxy-client', 'night shift');
  expect(await authenticate({ certificate, headers: asMaster })).toEqual({
    kind: 'user',
    user: {
      name: 'front-proxy-client',
      groups: ['night shift', 'system:authenticated'],
      extra: {},
    },
  });
});

test('a token is whose the API server says, for ten seconds', async () => {
  const { authenticate, reviews, clock } = await authenticator();
  const headers = [['Authorization', 'Bearer ann']] as const;
  const known = { ...ann, groups: ['developers', 'system:authenticated'] };
  for (let i = 0; i < 3; i++) {
    expect(await authenticate({ headers })).toEqual({ kind: 'user', user: known });
  }
  expect(reviews.tokens).toEqual(['ann']);
  clock.advance(10_000);
  await authenticate({ headers });
  expect(reviews.tokens).toEqual(['ann', 'ann']);
});

test('a token that is nobody’s is refused', async () => {
  const { authenticate } = await authenticator();
  const headers = [['Authorization', 'Bearer eve']] as const;
  expect(await authenticate({ headers })).toEqual({ kind: 'refused' });
});

test('while the API server is away nobody is taken for somebody, and it is asked again', async () => {
  const { authenticate, reviews } = await authenticator();
  const headers = [['Authorization', 'Bearer ann']] as const;
  reviews.broken = failure('unavailable', 'no connection');
  expect(await authenticate({ headers })).toEqual({ kind: 'unknown', problem: 'no connection' });
  reviews.broken = null;
  expect(await authenticate({ headers })).toMatchObject({ kind: 'user', user: { name: 'ann' } });
});

test('what cannot be read leaves the last in force', async () => {
  const answers = [
    { ok: true as const, value: { clientAuthorities: 'client CA' } },
    failure('unavailable', 'no connection'),
  ];
  const log = new CollectedLog();
  const made = new Authenticator({
    source: { read: async () => answers.shift() ?? failure('unavailable', 'gone') },
    reviews: new ScriptedReviews(),
    clock: new ManualClock(),
    log,
  });
  expect(made.unready).toMatch(/not known yet/);
  expect(await made.refresh({ signal })).toBe(true);
  expect(made.unready).toBeNull();
  expect(await made.refresh({ signal })).toBe(false);
  expect(made.current).toEqual({ clientAuthorities: 'client CA' });
  expect(log.lines.map(({ event }) => event)).toEqual([
    'authorities of callers read',
    'authorities of callers unreadable, the last stay in force',
  ]);
});
