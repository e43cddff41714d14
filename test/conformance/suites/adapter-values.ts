import {
  type ApiAnswer,
  answerMetricsUrl,
  compileAdapter,
  customRegistry,
  emptyListing,
  externalRegistry,
  formatMetricMilli,
  KindTable,
  type MetricsApi,
  type MetricsService,
  type MetricsStep,
  matchesSelector,
  metricMilli,
  parseGroupResource,
  type QueryOutcome,
  readQueryAnswer,
  relist,
  type SeriesAnswer,
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

const quantity = v.strictObject({
  kind: v.literal('quantity'),
  id: v.string(),
  value: v.string(),
  bits: v.string(),
  custom: v.string(),
  external: v.string(),
});

const request = v.strictObject({
  kind: v.literal('request'),
  id: v.string(),
  tags: v.array(v.string()),
  api: v.picklist(['custom', 'external']),
  rules,
  series: seriesByQuery,
  objects: v.nullable(
    v.array(
      v.strictObject({
        resource: v.string(),
        namespace: v.optional(v.string()),
        name: v.string(),
        labels: v.optional(v.nullable(v.record(v.string(), v.string()))),
      }),
    ),
  ),
  listError: v.optional(v.string()),
  url: v.string(),
  prometheus: v.strictObject({
    status: v.number(),
    body: v.string(),
    networkError: v.optional(v.string()),
  }),
  expect: v.strictObject({
    query: v.nullable(v.string()),
    status: v.number(),
    contentType: v.optional(v.string()),
    body: v.optional(v.unknown()),
    text: v.optional(v.string()),
  }),
});

type Quantity = v.InferOutput<typeof quantity>;
type Request = v.InferOutput<typeof request>;

/** Of a day after every recorded one; its text stands for `NOW`. */
const NOW = Date.UTC(2100, 0, 1);
const NOW_TEXT = '2100-01-01T00:00:00Z';

/**
 * Samples to quantities and whole requests to answers, as prometheus-adapter 0.12 gives them.
 * Compared: the query that is sent, the status, the content type and every byte of the body, the
 * order of its members included.
 */
export const suite: Suite = defineSuite<Quantity | Request, KindRows>({
  name: 'adapter-values',
  table: kindTable,
  case: v.variant('kind', [quantity, request]),
  compare(recorded, { rows }) {
    return recorded.kind === 'quantity'
      ? compareQuantity(recorded)
      : compareRequest(recorded, new KindTable(rows));
  },
});

function compareQuantity({ bits, custom, external }: Quantity): readonly Difference[] {
  const value = new DataView(Uint8Array.from(Buffer.from(bits, 'hex')).buffer).getFloat64(0);
  const got = (api: MetricsApi) => {
    const milli = metricMilli(value, 'prometheus-adapter', api);
    return milli.ok ? formatMetricMilli(milli.milli) : milli.code;
  };
  return differences({ custom, external }, { custom: got('custom'), external: got('external') });
}

function compareRequest(recorded: Request, kinds: KindTable): readonly Difference[] {
  const { expect, url } = recorded;
  const { answer, query } = run(answerMetricsUrl(url, serviceOf(recorded, kinds)), recorded);
  const got =
    answer === undefined
      ? { query, status: 404, contentType: 'text/plain; charset=utf-8', text: '404 page not found' }
      : {
          query,
          status: answer.status,
          contentType: 'application/json',
          body: JSON.stringify(answer.body).replaceAll(NOW_TEXT, 'NOW'),
        };
  const { body, ...rest } = expect;
  return differences(body === undefined ? rest : { ...rest, body: JSON.stringify(body) }, got);
}

function serviceOf({ api, rules: list, series }: Request, kinds: KindTable): MetricsService {
  const config = withoutNull(list);
  const adapter = compileAdapter(
    api === 'custom' ? { rules: config } : { rules: null, externalRules: config },
    { kinds, compatibility: 'prometheus-adapter' },
  );
  const answers = new Map(
    Object.entries(series).map(([query, found]): [string, SeriesAnswer] => [
      query,
      { ok: true, series: found },
    ]),
  );
  const listing = relist(adapter, emptyListing(adapter), answers, { at: 0 });
  const { compatibility } = adapter;
  return api === 'custom'
    ? { kinds, compatibility, custom: customRegistry(listing) }
    : { kinds, compatibility, external: externalRegistry(listing) };
}

function run(
  first: MetricsStep | undefined,
  recorded: Request,
): { readonly answer: ApiAnswer | undefined; readonly query: string | null } {
  let step = first;
  while (step?.kind === 'list') step = step.next(namesFor(step, recorded));
  if (step === undefined) return { answer: undefined, query: null };
  if (step.kind === 'answer') return { answer: step.answer, query: null };
  const outcomes = step.queries.map(() => outcomeOf(recorded));
  return { answer: step.next(outcomes, NOW), query: step.queries.join('\n') };
}

function namesFor(
  { row, namespace, selector }: Extract<MetricsStep, { kind: 'list' }>,
  { objects, listError }: Request,
): Parameters<Extract<MetricsStep, { kind: 'list' }>['next']>[0] {
  if (listError !== undefined) return { ok: false, reason: listError };
  const names = (objects ?? [])
    .filter((object) => {
      const { group, resource } = parseGroupResource(object.resource);
      return (
        row.group === group &&
        row.resource === resource &&
        (namespace === '' || object.namespace === namespace) &&
        matchesSelector(selector, object.labels ?? {})
      );
    })
    .map(({ name }) => name);
  return { ok: true, names };
}

function outcomeOf({ prometheus }: Request): QueryOutcome {
  const { networkError } = prometheus;
  if (networkError !== undefined) return { kind: 'failure', reason: networkError };
  return readQueryAnswer(prometheus);
}
