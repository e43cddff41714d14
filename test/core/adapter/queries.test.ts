import {
  type ObjectQuestion,
  parseSelector,
  parseVectorSelector,
  type RuleQuery,
} from '@flyball/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HTTP, PODS, ruleOf, SERVICES } from './support.ts';

const question: ObjectQuestion = {
  series: 'http_requests_total',
  resource: PODS,
  namespace: 'shop',
  names: ['cart-1'],
};

function queryOf(result: RuleQuery): string {
  return result.ok ? result.query : `${result.code}: ${result.message}`;
}

// The queries are prometheus-adapter's, as recorded in adapter-naming.
describe('a query for objects', () => {
  const rule = ruleOf(HTTP);

  test.each([
    ['of one object', {}, '{namespace="shop",pod="cart-1"}'],
    ['of several', { names: ['cart-1', 'cart-2'] }, '{namespace="shop",pod=~"cart-1|cart-2"}'],
    ['of no namespace', { namespace: '' }, '{pod="cart-1"}'],
    [
      'with a selector: its conditions first, sorted by key',
      { selector: parseSelector('z!=1,code in (b,a),!w,path') },
      '{code=~"a|b",path!="",w="",z!="1",namespace="shop",pod="cart-1"}',
    ],
    [
      'with one value in a set: still a pattern',
      { selector: parseSelector('code in (200),method notin (GET)') },
      '{code=~"200",method!~"GET",namespace="shop",pod="cart-1"}',
    ],
  ] satisfies readonly (readonly [string, Partial<ObjectQuestion>, string])[])(
    '%s',
    (_, change, matchers) => {
      expect(queryOf(rule.objectQuery({ ...question, ...change }))).toBe(
        `sum(rate(http_requests_total${matchers}[2m])) by (pod)`,
      );
    },
  );

  test('fails as data: for a resource without a label, for gt and lt, for an empty query', () => {
    expect(rule.objectQuery({ ...question, resource: SERVICES })).toEqual({
      ok: false,
      code: 'no-label',
      message:
        'unable to convert resource services into label: no generic resource label form specified for this metric',
    });
    expect(rule.objectQuery({ ...question, selector: parseSelector('code>5') })).toMatchObject({
      code: 'unsupported-operator',
    });
    expect(ruleOf({ ...HTTP, metricsQuery: '' }).objectQuery(question)).toMatchObject({
      code: 'empty-query',
    });
    expect(
      ruleOf({ ...HTTP, metricsQuery: '<<slice .Series 99>>' }).objectQuery(question),
    ).toMatchObject({ code: 'template' });
  });
});

describe('a query for an external metric', () => {
  test('groups by nothing; namespaced: false leaves the namespace out', () => {
    const selector = parseSelector('queue=orders');
    const about = { series: 'queue_depth', namespace: 'shop', selector };
    expect(queryOf(ruleOf(HTTP).externalQuery(about))).toBe(
      'sum(rate(queue_depth{queue="orders",namespace="shop"}[2m])) by ()',
    );
    const everywhere = ruleOf({ ...HTTP, resources: { ...HTTP.resources, namespaced: false } });
    expect(queryOf(everywhere.externalQuery(about))).toBe(
      'sum(rate(queue_depth{queue="orders"}[2m])) by ()',
    );
  });
});

test('a template of labels works both ways', () => {
  const rule = ruleOf({
    ...HTTP,
    resources: { template: 'kube_<<.Group>>_<<.Resource>>' },
    name: { matches: '', as: '' },
  });
  const deployments = { group: 'apps', resource: 'deployments' };
  expect(queryOf(rule.objectQuery({ ...question, namespace: '', resource: deployments }))).toBe(
    'sum(rate(http_requests_total{kube_apps_deployment="cart-1"}[2m])) by (kube_apps_deployment)',
  );
  expect(
    rule.read({ __name__: 'm', kube_apps_deployment: 'a', kube_x_y: 'b', other: 'c' }),
  ).toMatchObject({ series: 'm', resources: [deployments], namespaced: true });
});

describe('values never become query', () => {
  const selectorRule = ruleOf({ ...HTTP, metricsQuery: '<<.Series>>{<<.LabelMatchers>>}' });
  const values = fc.string({ unit: 'grapheme' });

  test('a name and a namespace read back from the query as they were', () => {
    fc.assert(
      fc.property(values, values, (name, namespace) => {
        fc.pre(namespace !== '');
        const query = queryOf(selectorRule.objectQuery({ ...question, names: [name], namespace }));
        expect(parseVectorSelector(query).matchers.slice(0, 2)).toEqual([
          { name: 'namespace', operator: '=', value: namespace },
          { name: 'pod', operator: '=', value: name },
        ]);
      }),
    );
  });

  test('among several names each matches only itself', () => {
    const names = fc.array(values, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(names, values, (list, other) => {
        const query = queryOf(selectorRule.objectQuery({ ...question, names: list }));
        const pattern = parseVectorSelector(query).matchers.find(({ name }) => name === 'pod');
        const matches = new RegExp(`^(?:${pattern?.value})$`, 'su');
        for (const name of list) expect(matches.test(name)).toBe(true);
        expect(matches.test(other)).toBe(list.includes(other));
      }),
    );
  });

  test("under prometheus-adapter's compatibility names join as they are", () => {
    const exact = ruleOf(HTTP, 'prometheus-adapter');
    expect(queryOf(exact.objectQuery({ ...question, names: ['a.b', 'c'] }))).toContain(
      'pod=~"a.b|c"',
    );
    expect(queryOf(ruleOf(HTTP).objectQuery({ ...question, names: ['a.b', 'c'] }))).toContain(
      'pod=~"a\\\\.b|c"',
    );
  });
});
