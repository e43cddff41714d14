import { compareText } from '../../go/index.ts';
import { formatInstant } from '../../time/index.ts';
import type { SeriesLabels } from '../rules/adapter-rule.ts';
import type { MetricRule } from '../rules/metric-rule.ts';
import { formatMetricMilli } from '../values/metric-value.ts';
import { objectValue } from '../values/object-value.ts';
import type { QueryOutcome, QuerySample } from '../values/query-outcome.ts';
import { readListOptions } from './list-options.ts';
import { noRuleMakes } from './no-rule.ts';
import { EXTERNAL_GROUP, type ExternalRoute } from './route.ts';
import { type ApiAnswer, internalError, metricNotFound, plainError } from './status.ts';
import { answered, type MetricsService, type MetricsStep } from './step.ts';

const CANNOT_FETCH = 'unable to fetch metrics';
// Go's zero instant, which the API writes as null.
const YEAR_ONE = -62_135_596_800_000;

/** Answers a request to external.metrics.k8s.io. */
export function answerExternal(route: ExternalRoute, service: MetricsService): MetricsStep {
  const { namespace, metric, parameters } = route;
  const { compatibility, external } = service;
  const exact = compatibility === 'prometheus-adapter';
  const options = readListOptions(parameters, EXTERNAL_GROUP, undefined, compatibility);
  if (!options.ok) return answered(options.answer);
  const listed = external?.find(metric);
  if (listed === undefined) {
    // prometheus-adapter names a resource only here, and an empty one elsewhere.
    const about = namespace === 'default' ? 'namespaces' : '';
    const because = noRuleMakes('an external metric', service);
    return answered(metricNotFound(metric, about, exact ? undefined : because));
  }
  const { rule, series } = listed;
  const query = rule.externalQuery({ series, namespace, selector: options.selector });
  if (!query.ok) {
    const reason = exact ? CANNOT_FETCH : `${CANNOT_FETCH}: ${query.message}`;
    return answered(internalError(reason));
  }
  return {
    kind: 'query',
    queries: [query.query],
    rule,
    next: ([outcome], now) =>
      outcome === undefined
        ? internalError(CANNOT_FETCH)
        : answer(route, service, rule, outcome, now),
  };
}

function answer(
  route: ExternalRoute,
  { compatibility }: MetricsService,
  rule: MetricRule,
  outcome: QueryOutcome,
  now: number,
): ApiAnswer {
  const exact = compatibility === 'prometheus-adapter';
  switch (outcome.kind) {
    case 'failure':
    case 'string':
      return internalError(exact ? CANNOT_FETCH : `${CANNOT_FETCH}: ${reasonOf(outcome)}`);
    case 'matrix':
      return exact
        ? plainError('encountered an unexpected query result type')
        : internalError(`${CANNOT_FETCH}: ${reasonOf(outcome)}`);
    case 'null-vector':
      return exact
        ? plainError('the provided input did not contain vector query results')
        : values(route, rule, [], now);
    case 'scalar':
      return values(route, rule, [{ ...outcome, labels: undefined }], now);
    default:
      return values(route, rule, outcome.samples, now);
  }
}

function reasonOf(
  outcome: Extract<QueryOutcome, { kind: 'failure' | 'matrix' | 'string' }>,
): string {
  return outcome.kind === 'failure'
    ? outcome.reason
    : `the query gives a ${outcome.kind}, not a vector or a scalar`;
}

type Value = Omit<QuerySample, 'labels'> & { readonly labels: SeriesLabels | undefined };

/**
 * The HPA sums the items: one sample without a value fails them all. No sample is an empty list,
 * which fails too, unless the rule says what stands for it.
 */
function values(
  route: ExternalRoute,
  rule: MetricRule,
  samples: readonly Value[],
  now: number,
): ApiAnswer {
  const { terms } = rule;
  const items: object[] = [];
  if (samples.length === 0) {
    const value = objectValue(undefined, rule, 'external');
    if (value.ok) items.push(item(route, terms.window, {}, now, value.milli));
  }
  for (const sample of samples) {
    const value = objectValue(sample, rule, 'external');
    if (!value.ok) return internalError(`${CANNOT_FETCH}: of a sample ${value.message}`);
    items.push(item(route, terms.window, sample.labels, sample.at, value.milli));
  }
  const apiVersion = `${EXTERNAL_GROUP}/${route.version}`;
  const body = { kind: 'ExternalMetricValueList', apiVersion, metadata: {}, items };
  return { status: 200, body };
}

function item(
  { metric }: ExternalRoute,
  window: number | undefined,
  labels: SeriesLabels | undefined,
  at: number,
  milli: number | bigint,
): object {
  return {
    metricName: metric,
    metricLabels: labels === undefined ? null : sorted(labels),
    timestamp: at === YEAR_ONE ? null : formatInstant(at),
    ...(window !== undefined && { window: Math.round(window / 1000) }),
    value: formatMetricMilli(milli),
  };
}

function sorted(labels: SeriesLabels): SeriesLabels {
  return Object.fromEntries(
    Object.entries(labels).sort(([one], [other]) => compareText(one, other)),
  );
}
