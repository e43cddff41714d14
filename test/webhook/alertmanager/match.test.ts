import { compileAlertMatchers, parseAlertMatchers, type WakeablePolicy } from '@flyball/webhook';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const policies: readonly WakeablePolicy[] = [
  { key: 'kong/command', namespace: 'kong', name: 'command' },
  {
    key: 'kong/search',
    namespace: 'kong',
    name: 'search',
    matchers: parseAlertMatchers('service="search", severity=~"scale|page"'),
  },
  {
    key: 'shop/cart',
    namespace: 'shop',
    name: 'cart',
    matchers: parseAlertMatchers('team="shop"'),
  },
  { key: 'shop/none', namespace: 'shop', name: 'none', matchers: [] },
];

const wakes = compileAlertMatchers(policies);

describe('an alert wakes', () => {
  test.each([
    [
      'the policy that its labels name',
      { namespace: 'kong', horizontalpodautoscaler: 'command' },
      ['kong/command'],
    ],
    ['nobody by the name alone', { horizontalpodautoscaler: 'command' }, []],
    ['nobody by the namespace alone', { namespace: 'kong' }, []],
    ['nobody in another namespace', { namespace: 'shop', horizontalpodautoscaler: 'command' }, []],
    [
      'the policies whose matchers its labels meet',
      { service: 'search', severity: 'page' },
      ['kong/search'],
    ],
    ['nobody when one matcher is not met', { service: 'search', severity: 'info' }, []],
    [
      'all of them, each once, in the order of the policies',
      {
        team: 'shop',
        service: 'search',
        severity: 'scale',
        namespace: 'shop',
        horizontalpodautoscaler: 'cart',
      },
      ['kong/search', 'shop/cart'],
    ],
    ['nobody without labels', {}, []],
    [
      'nobody by a slash in a label',
      { namespace: 'kong/command', horizontalpodautoscaler: '' },
      [],
    ],
    [
      'nobody by what objects have anyway',
      { namespace: '__proto__', horizontalpodautoscaler: 'constructor' },
      [],
    ],
  ])('%s', (_, labels, expected) => {
    expect(wakes({ labels })).toEqual(expected);
  });

  const names = fc.constantFrom(
    'namespace',
    'horizontalpodautoscaler',
    'service',
    'team',
    '__proto__',
  );
  const values = fc.oneof(
    fc.constantFrom('kong', 'shop', 'command', 'cart', 'search', 'constructor'),
    fc.string({ unit: 'binary' }),
  );

  test('nobody but configured policies, whatever the labels', () => {
    const keys = policies.map(({ key }) => key);
    fc.assert(
      fc.property(fc.dictionary(names, values), (labels) => {
        const woken = wakes({ labels });
        expect(keys).toEqual(expect.arrayContaining([...woken]));
        expect(new Set(woken).size).toBe(woken.length);
      }),
    );
  });
});
