import { expect, test } from 'vitest';
import { userOfHeaders } from '../../../packages/webhook/src/metrics-api/front-proxy.ts';
import { proxy } from './world.ts';

const about = proxy('CA');

test('the user, the groups and the extras are those of the headers, in any case', () => {
  expect(
    userOfHeaders(
      [
        ['X-Remote-User', 'ann'],
        ['x-remote-group', 'developers'],
        ['X-REMOTE-GROUP', 'night shift'],
        ['X-Remote-Uid', '17'],
        ['X-Remote-Extra-Scopes', 'read'],
        ['X-Remote-Extra-Scopes', 'write'],
        ['X-Remote-Extra-Acme.com%2fteam', 'blue'],
      ],
      about,
    ),
  ).toEqual({
    name: 'ann',
    uid: '17',
    groups: ['developers', 'night shift'],
    extra: { scopes: ['read', 'write'], 'acme.com/team': ['blue'] },
  });
});

test('a group that holds a comma stays one group', () => {
  // Somebody whose identity provider lets them name a group so must not become a master.
  const headers = [
    ['X-Remote-User', 'eve'],
    ['X-Remote-Group', 'x, system:masters'],
  ] as const;
  expect(userOfHeaders(headers, about)?.groups).toEqual(['x, system:masters']);
});

test.each([[[]], [[['X-Remote-User', '']]], [[['X-Remote-Group', 'system:masters']]]] as const)(
  'headers without a user name nobody: %j',
  (headers) => {
    expect(userOfHeaders(headers, about)).toBeUndefined();
  },
);
