import { routeMetricsUrl } from '@flyball/core';
import { Authorizer, failure } from '@flyball/webhook';
import { expect, test } from 'vitest';
import { accessQuestion } from '../../../packages/webhook/src/metrics-api/authorize.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { ann, ScriptedReviews } from './world.ts';

const custom = '/apis/custom.metrics.k8s.io/v1beta1';
const external = '/apis/external.metrics.k8s.io/v1beta1';

// The attributes that the API server has judged by: its own reading of these paths.
test.each([
  [`${custom}/namespaces/kong/services/command/latency`, 'get kong services/latency command'],
  [`${custom}/namespaces/kong/pods/%2A/latency`, 'get kong pods/latency *'],
  [`${custom}/namespaces/kong/deployments.apps/a/m`, 'get kong deployments.apps/m a'],
  [`${custom}/namespaces/kong/metrics/latency`, 'get kong metrics latency'],
  [`${custom}/nodes/n-1/load`, 'get - nodes/load n-1'],
  [`${custom}/namespaces/kong%2Fservices/command/latency`, 'get kong services/latency command'],
  [`${external}/namespaces/kong/queue?labelSelector=a%3Db`, 'list kong queue -'],
  [custom, `get path ${custom}`],
  ['/openapi/v3', 'get path /openapi/v3'],
  [`${custom}/namespaces/kong/latency`, `get path ${custom}/namespaces/kong/latency`],
])('%s is judged as %s', (url, expected) => {
  const question = accessQuestion(routeMetricsUrl(url), url.split('?')[0] ?? '');
  const or = (text: string) => (text === '' ? '-' : text);
  const told =
    question.kind === 'path'
      ? `${question.verb} path ${question.path}`
      : [
          question.verb,
          or(question.namespace),
          [question.resource, question.subresource].filter((each) => each !== '').join('/'),
          or(question.name),
        ].join(' ');
  expect(told).toBe(expected);
});

const question = { kind: 'path', verb: 'get', path: '/apis' } as const;
const eve = { ...ann, name: 'eve' };

test('a permission counts for a minute, a refusal for ten seconds', async () => {
  const reviews = new ScriptedReviews();
  const clock = new ManualClock();
  const authorizer = new Authorizer({ reviews, clock });
  const ask = async () => [
    (await authorizer.authorize(ann, question)).kind,
    (await authorizer.authorize(eve, question)).kind,
  ];
  expect(await ask()).toEqual(['allowed', 'forbidden']);
  await ask();
  expect(reviews.questions).toHaveLength(2);
  clock.advance(10_000);
  await ask();
  expect(reviews.questions.map(([user]) => user)).toEqual(['ann', 'eve', 'eve']);
  clock.advance(50_000);
  await ask();
  expect(reviews.questions.filter(([user]) => user === 'ann')).toHaveLength(2);
});

test('somebody with other groups is asked about anew', async () => {
  const reviews = new ScriptedReviews();
  const authorizer = new Authorizer({ reviews, clock: new ManualClock() });
  await authorizer.authorize(ann, question);
  await authorizer.authorize({ ...ann, groups: [] }, question);
  expect(reviews.questions).toHaveLength(2);
});

test('masters need no word of an API server that may be away', async () => {
  const reviews = new ScriptedReviews();
  reviews.broken = failure('unavailable', 'no connection');
  const authorizer = new Authorizer({ reviews, clock: new ManualClock() });
  const master = { ...eve, groups: ['system:masters'] };
  expect(await authorizer.authorize(master, question)).toEqual({ kind: 'allowed' });
  expect(await authorizer.authorize(ann, question)).toEqual({
    kind: 'unknown',
    problem: 'no connection',
  });
});

test('a refusal names who, what and where, as the API server does', async () => {
  const authorizer = new Authorizer({ reviews: new ScriptedReviews(), clock: new ManualClock() });
  const asked = accessQuestion(
    routeMetricsUrl(`${custom}/namespaces/kong/services/command/latency`),
    '',
  );
  expect(await authorizer.authorize(eve, asked)).toEqual({
    kind: 'forbidden',
    message:
      'services/latency.custom.metrics.k8s.io "command" is forbidden: User "eve" cannot get resource "services/latency" in API group "custom.metrics.k8s.io" in the namespace "kong"',
  });
});
