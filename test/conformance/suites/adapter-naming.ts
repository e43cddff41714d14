import {
  type AdapterProblemCode,
  type AdapterRule,
  compileAdapter,
  customRegistry,
  emptyListing,
  externalRegistry,
  formatGroupResource,
  KindTable,
  type MetricRule,
  parseGroupResource,
  parseSelector,
  type QueryFaultCode,
  relist,
  requirement,
  type Selector,
  SelectorError,
  type SeriesAnswer,
  selectorOf,
} from '@flyball/core';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import {
  type KindRows,
  kindTable,
  rules,
  seriesByQuery,
  withoutNull,
} from './support/adapter-shapes.ts';

const strings = v.array(v.string());

const call = v.strictObject({
  rule: v.number(),
  external: v.boolean(),
  series: v.string(),
  resource: v.optional(v.string()),
  names: v.optional(strings),
  namespace: v.string(),
  selector: v.optional(v.string()),
  requirements: v.optional(
    v.array(
      v.strictObject({
        key: v.string(),
        operator: v.picklist(['=', '==', '!=', 'in', 'notin', 'exists', '!', 'gt', 'lt']),
        values: v.nullable(strings),
      }),
    ),
  ),
});

const recorded = v.strictObject({
  id: v.string(),
  tags: strings,
  api: v.picklist(['custom', 'external']),
  rules,
  series: v.optional(seriesByQuery),
  calls: v.optional(v.array(call)),
  expect: v.strictObject({
    loadError: v.optional(v.string()),
    loadClass: v.optional(v.string()),
    rules: v.optional(
      v.array(
        v.strictObject({
          matched: v.array(v.number()),
          names: v.array(
            v.strictObject({
              series: v.number(),
              metric: v.optional(v.string()),
              error: v.optional(v.string()),
              resources: v.optional(strings),
              namespaced: v.optional(v.boolean()),
            }),
          ),
        }),
      ),
    ),
    listed: v.optional(
      v.array(
        v.strictObject({
          metric: v.string(),
          resource: v.optional(v.string()),
          namespaced: v.optional(v.boolean()),
          rule: v.number(),
          series: v.string(),
        }),
      ),
    ),
    calls: v.optional(
      v.array(
        v.strictObject({
          query: v.optional(v.string()),
          error: v.optional(v.string()),
          class: v.optional(v.string()),
        }),
      ),
    ),
  }),
});

type Case = v.InferOutput<typeof recorded>;
type Call = v.InferOutput<typeof call>;

const LOAD_CLASSES: Readonly<Partial<Record<AdapterProblemCode, string>>> = {
  'bad-query-template': 'metricsQueryParse',
  'bad-label-template-syntax': 'labelTemplateParse',
  'bad-label-template': 'labelTemplate',
  'unknown-resource': 'unknownResource',
  'bad-filter': 'filterShape',
  'bad-pattern': 'regexp',
  'missing-as': 'asMissing',
};
const CALL_CLASSES: Readonly<Record<QueryFaultCode, string>> = {
  template: 'templateExec',
  'empty-query': 'emptyQuery',
  'no-label': 'noLabelForResource',
  'unsupported-operator': 'unsupportedOperator',
};

/**
 * Series to metrics and questions to queries, as prometheus-adapter 0.12 answers. Compared: whether
 * the rules load and why not, which series each rule takes and what it makes of them, the registry
 * after one listing, and every query byte for byte. Of errors the class and the text; only the
 * class where the text is that of Go's text/template.
 */
export const suite: Suite = defineSuite<Case, KindRows>({
  name: 'adapter-naming',
  table: kindTable,
  case: recorded,
  compare(recorded, { rows }) {
    const { api, expect } = recorded;
    const config = withoutNull(recorded.rules);
    const adapter = compileAdapter(
      api === 'custom' ? { rules: config } : { rules: null, externalRules: config },
      { kinds: new KindTable(rows), compatibility: 'prometheus-adapter' },
    );
    const [problem] = adapter.problems;
    if (problem !== undefined || expect.loadError !== undefined) {
      const loadClass = problem && LOAD_CLASSES[problem.code];
      const loadError = wording(problem?.message, expect.loadError);
      return differences(expect, problem === undefined ? {} : { loadClass, loadError });
    }
    const working = (api === 'custom' ? adapter.custom : adapter.external).filter(
      (rule) => rule !== undefined,
    );
    return [
      ...compareRules(recorded, working),
      ...differences(expect.listed ?? [], listed(recorded, adapter, working), 'expect.listed'),
      ...(recorded.calls ?? []).flatMap((asked, i) => {
        const expected = expect.calls?.[i];
        const got = answer(asked, working[asked.rule]);
        const error = wording(got.error, expected?.error);
        return differences(expected, { ...got, error }, `expect.calls[${i}]`);
      }),
    ];
  },
});

/** Ours, or the recorded text where that is Go's text/template speaking and we speak too. */
function wording(ours: string | undefined, recorded: string | undefined): string | undefined {
  return ours !== undefined && recorded?.includes('template: ') ? recorded : ours;
}

function compareRules(
  { rules: configs, series = {}, expect }: Case,
  rules: readonly AdapterRule[],
): readonly Difference[] {
  const got = rules.map((rule, i) => {
    const all = series[configs[i]?.seriesQuery ?? ''] ?? [];
    const matched = [...all.keys()].filter((at) => rule.takes(all[at] ?? {}));
    const names = matched.map((at) => {
      const { name, resources, namespaced } = rule.read(all[at] ?? {});
      if (!name.ok) return { series: at, error: name.error };
      const named = resources.map(formatGroupResource).sort();
      return { series: at, metric: name.metric, resources: named, namespaced };
    });
    return { matched, names };
  });
  return differences(expect.rules ?? [], got, 'expect.rules');
}

function listed(
  { api, series = {} }: Case,
  adapter: ReturnType<typeof compileAdapter>,
  rules: readonly MetricRule[],
): readonly unknown[] {
  const answers = new Map(
    Object.entries(series).map(([query, found]): [string, SeriesAnswer] => [
      query,
      { ok: true, series: found },
    ]),
  );
  const listing = relist(adapter, emptyListing(adapter), answers, { at: 0 });
  const metrics =
    api === 'custom'
      ? customRegistry(listing)
          .list()
          .map(({ resource, ...rest }) => ({ ...rest, resource: formatGroupResource(resource) }))
      : externalRegistry(listing).list();
  return metrics
    .map((metric) => ({ ...metric, rule: rules.indexOf(metric.rule) }))
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
}

function sortKey(metric: object): string {
  const {
    metric: name = '',
    resource = '',
    namespaced = false,
  } = v.parse(
    v.object({
      metric: v.string(),
      resource: v.optional(v.string()),
      namespaced: v.optional(v.boolean()),
    }),
    metric,
  );
  return [name, resource, String(namespaced)].join('\0');
}

function answer(
  asked: Call,
  rule: AdapterRule | undefined,
): { readonly query?: string; readonly error?: string; readonly class?: string } {
  if (rule === undefined) return {};
  let selector: Selector | undefined;
  try {
    selector = selectorFor(asked);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return { error: wordingOf030(error.message), class: 'selector' };
  }
  const about = { series: asked.series, namespace: asked.namespace, ...(selector && { selector }) };
  const result = asked.external
    ? rule.externalQuery(about)
    : rule.objectQuery({
        ...about,
        resource: parseGroupResource(asked.resource ?? ''),
        names: asked.names ?? [],
      });
  if (result.ok) return { query: result.query };
  return { error: result.message, class: CALL_CLASSES[result.code] };
}

function selectorFor({ selector, requirements }: Call): Selector | undefined {
  if (selector !== undefined) return parseSelector(selector);
  return (
    requirements &&
    selectorOf(
      requirements.map(({ key, operator, values }) => requirement(key, operator, values ?? [])),
    )
  );
}

/** apimachinery 0.30 counts characters where 0.37 counts bytes, and prints lists as Go does. */
function wordingOf030(message: string): string {
  return message
    .replace(/\b(must be no more than \d+) bytes/g, '$1 characters')
    .replace(/^(\[?)key: /, '$1<nil>: ')
    .replace(/\bvalues: Invalid value: (null|\[[^\]]*\])/g, (_, list: string) => {
      const items = v.parse(v.nullable(strings), JSON.parse(list)) ?? [];
      return `values: Invalid value: []string{${items.map((item) => JSON.stringify(item)).join(', ')}}`;
    });
}
