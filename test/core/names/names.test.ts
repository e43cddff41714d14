import {
  checkDns1035Label,
  checkDns1123Label,
  checkDns1123Subdomain,
  checkLabelValue,
  checkPathSegmentName,
  checkPathSegmentPrefix,
  checkQualifiedName,
  formatGroupVersion,
  GroupVersionError,
  guessResource,
  parseGroupVersion,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';

/** Texts and rules of apimachinery 0.37.2; the recordings in `resource-names` hold 468 more. */
describe('the resource guessed for a kind', () => {
  test.each([
    ['Deployment', 'deployments', 'deployment'],
    ['Ingress', 'ingresses', 'ingress'],
    ['NetworkPolicy', 'networkpolicies', 'networkpolicy'],
    ['Gateway', 'gatewaies', 'gateway'],
    ['Mesh', 'meshs', 'mesh'],
    ['Endpoints', 'endpoints', 'endpoints'],
    ['', '', ''],
  ])('%s: %s', (kind, plural, singular) => {
    expect(guessResource(kind)).toEqual({ plural, singular });
  });
});

describe('an apiVersion', () => {
  test.each([
    ['v1', '', 'v1'],
    ['apps/v1', 'apps', 'v1'],
    ['apps', '', 'apps'],
    ['', '', ''],
  ])('%j is group %j, version %j, and back', (text, group, version) => {
    expect(parseGroupVersion(text)).toEqual({ group, version });
    expect(formatGroupVersion({ group, version })).toBe(text);
  });

  test('with two slashes is none', () => {
    expect(() => parseGroupVersion('a/b/c')).toThrow(GroupVersionError);
    expect(() => parseGroupVersion('a/b/c')).toThrow('unexpected GroupVersion string: a/b/c');
  });
});

describe('a name', () => {
  const long = (length: number) => 'a'.repeat(length);

  test.each([
    ['a subdomain', checkDns1123Subdomain, ['a', 'a.b-c.1', long(253)]],
    ['a label', checkDns1123Label, ['a', '1', 'a-1', long(63)]],
    ['an old label', checkDns1035Label, ['a', 'a-1', long(63)]],
    ['a label’s key', checkQualifiedName, ['a', 'A_b.c-1', 'example.com/Name', `${long(253)}/a`]],
    ['a label’s value', checkLabelValue, ['', 'A_b.c-1', long(63)]],
    ['a path segment', checkPathSegmentName, ['', 'a b', 'ä', '...']],
    ['a path segment’s beginning', checkPathSegmentPrefix, ['.', '..']],
  ])('is %s', (_, check, names) => {
    for (const name of names) expect(check(name), name).toEqual([]);
  });

  test.each([
    ['no subdomain', checkDns1123Subdomain, ['', 'A', 'a.', '-a', 'a..b', 'a_b', 'a\n', 'é']],
    ['no label', checkDns1123Label, ['', 'a.b', 'A', 'a-']],
    ['no old label', checkDns1035Label, ['', '1a', 'a.b']],
    ['no label’s key', checkQualifiedName, ['', '/a', 'a/', 'a/b/c', 'A/b', '-a']],
    ['no label’s value', checkLabelValue, ['-', 'a b', 'a-']],
    ['no path segment', checkPathSegmentName, ['.', '..', 'a/b', '%']],
  ])('is %s', (_, check, names) => {
    for (const name of names) expect(check(name), name).not.toEqual([]);
  });

  test('is measured in bytes, and breaks several rules at once', () => {
    expect(checkDns1123Label(`${'é'.repeat(32)}`)).toEqual([
      'must be no more than 63 characters',
      expect.stringMatching(/^a lowercase RFC 1123 label must consist of /),
    ]);
    expect(checkQualifiedName('/')).toEqual([
      'prefix part must be non-empty',
      'name part must be non-empty',
      expect.stringMatching(/^name part must consist of alphanumeric characters, /),
    ]);
    expect(checkPathSegmentName('/%')).toEqual(["may not contain '/'", "may not contain '%'"]);
    expect(checkDns1123Label('a.b')).toEqual(['must not contain dots']);
  });
});
