import { compareText } from '../../go/index.ts';
import { formatInstant } from '../../time/index.ts';
import type { SeriesLabels } from '../rules/adapter-rule.ts';
import { formatMetricMilli, metricMilli } from '../values/metric-value.ts';
import { readListOptions } from './list-options.ts';
import type { QueryOutcome, QuerySample } from './outcome.ts';
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
    const because = 'no rule makes an external metric of this name';
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
    next: ([outcome]) =>
      outcome === undefined ? internalError(CANNOT_FETCH) : answer(route, service, outcome),
  };
}

function answer(route: ExternalRoute, service: MetricsService, outcome: QueryOutcome): ApiAnswer {
  const exact = service.compatibility === 'prometheus-adapter';
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
        : list(route, []);
    case 'scalar':
      return values(route, service, [{ ...outcome, labels: undefined }]);
    default:
      return values(route, service, outcome.samples);
  }
}

function reasonOf(outcome: Extract<QueryOutcome, { kind: 'failure' | 'matrix' | 'string' }>) {
  return outcome.kind === 'failure'
    ? outcome.reason
    : `the query gives a ${outcome.kind}, not a vector or a scalar`;
}

type Value = Omit<QuerySample, 'labels'> & { readonly labels: SeriesLabels | undefined };

/** The sum that the HPA makes must not be wrong: one sample without a value fails them all. */
function values(
  route: ExternalRoute,
  { compatibility }: MetricsService,
  samples: readonly Value[],
): ApiAnswer {
  const exact = compatibility === 'prometheus-adapter';
  const items: object[] = [];
  for (const { labels, at, value } of samples) {
    const number = value === 'histogram' && exact ? 0 : value;
    const milli =
      number === 'histogram' ? undefined : metricMilli(number, compatibility, 'external');
    if (milli?.ok !== true) {
      const what = milli === undefined ? 'a histogram' : milli.code.replaceAll('-', ' ');
      return internalError(`${CANNOT_FETCH}: a sample of ${route.metric} is ${what}`);
    }
    items.push({
      metricName: route.metric,
      metricLabels: labels === undefined ? null : sorted(labels),
      timestamp: at === YEAR_ONE ? null : formatInstant(at),
      value: formatMetricMilli(milli.milli),
    });
  }
  return list(route, items);
}

function sorted(labels: SeriesLabels): SeriesLabels {
  return Object.fromEntries(
    Object.entries(labels).sort(([one], [other]) => compareText(one, other)),
  );
}

function list({ version }: ExternalRoute, items: readonly object[]): ApiAnswer {
  const apiVersion = `${EXTERNAL_GROUP}/${version}`;
  return {
    status: 200,
    body: { kind: 'ExternalMetricValueList', apiVersion, metadata: {}, items },
  };
}
