import type { Selector } from '../../selectors/index.ts';
import { formatGroupResource, parseGroupResource } from '../kinds/group-resource.ts';
import { type KindRow, UnknownResourceError } from '../kinds/kind-table.ts';
import type { ListedMetric } from '../registry/registry.ts';
import type { MetricRule } from '../rules/metric-rule.ts';
import type { RuleQuery } from '../rules/query-writer.ts';
import { objectValue } from '../values/object-value.ts';
import type { QueryOutcome, QuerySample } from '../values/query-outcome.ts';
import { samplesByObject } from '../values/values-by-object.ts';
import { type MetricItem, metricValueList } from './custom-list.ts';
import { readListOptions, readSelector } from './list-options.ts';
import { noRuleMakes } from './no-rule.ts';
import { CUSTOM_GROUP, type CustomRoute } from './route.ts';
import { echoSelector, type SelectorEcho } from './selector-echo.ts';
import { type ApiAnswer, badRequest, internalError, metricNotFound, plainError } from './status.ts';
import { answered, type MetricsService, type MetricsStep } from './step.ts';

/** Answers a request to custom.metrics.k8s.io. */
export function answerCustom(route: CustomRoute, service: MetricsService): MetricsStep {
  return new CustomRequest(route, service).begin();
}

class CustomRequest {
  readonly #route: CustomRoute;
  readonly #service: MetricsService;
  readonly #exact: boolean;

  constructor(route: CustomRoute, service: MetricsService) {
    this.#route = route;
    this.#service = service;
    this.#exact = service.compatibility === 'prometheus-adapter';
  }

  begin(): MetricsStep {
    const { parameters, name } = this.#route;
    const { compatibility } = this.#service;
    const options = readListOptions(parameters, CUSTOM_GROUP, name, compatibility);
    if (!options.ok) return answered(options.answer);
    const text = parameters.get('metricLabelSelector')?.[0] ?? '';
    const metricSelector = readSelector(text, compatibility);
    if (typeof metricSelector === 'string') {
      return answered(this.#exact ? plainError(metricSelector) : badRequest(metricSelector));
    }
    const row = this.#row();
    return name === '*'
      ? this.#selected(row, options.selector, metricSelector)
      : this.#objects(row, [name], metricSelector);
  }

  #row(): KindRow | undefined {
    try {
      return this.#service.kinds.find(parseGroupResource(this.#route.resource));
    } catch (error) {
      if (error instanceof UnknownResourceError) return undefined;
      throw error;
    }
  }

  #selected(row: KindRow | undefined, selector: Selector, metricSelector: Selector): MetricsStep {
    const cannot = 'unable to list matching resources';
    if (!this.#exact && this.#find(row) === undefined) return answered(this.#unknownMetric(row));
    if (row === undefined) return answered(internalError(cannot));
    return {
      kind: 'list',
      row,
      namespace: this.#route.namespace,
      selector,
      next: (found) => {
        if (!found.ok) {
          return answered(internalError(this.#exact ? cannot : `${cannot}: ${found.reason}`));
        }
        if (found.names.length > 0) return this.#objects(row, found.names, metricSelector);
        return answered(this.#notFound(undefined, 'no object is selected'));
      },
    };
  }

  #objects(row: KindRow | undefined, names: readonly string[], selector: Selector): MetricsStep {
    const listed = this.#find(row);
    if (row === undefined || listed === undefined) return answered(this.#unknownMetric(row));
    const queries = this.#queries(listed, names, selector);
    const failed = queries.find((query) => !query.ok);
    if (failed?.ok === false) return answered(this.#notFound(undefined, failed.message));
    const texts = queries.flatMap((query) => (query.ok ? [query.query] : []));
    const label = queries[0]?.ok ? queries[0].label : '';
    const echo = echoSelector(selector);
    return {
      kind: 'query',
      queries: texts,
      rule: listed.rule,
      next: (outcomes, now) => this.#answer(listed.rule, row, names, label, echo, outcomes, now),
    };
  }

  #find(row: KindRow | undefined): ListedMetric | undefined {
    const { namespace, metric } = this.#route;
    return row && this.#service.custom?.find(metric, row, namespace !== '');
  }

  /** One query, or several over parts of the names where one would be too long. */
  #queries(
    listed: ListedMetric,
    names: readonly string[],
    selector: Selector,
  ): readonly RuleQuery[] {
    const { rule, series, resource } = listed;
    const { namespace } = this.#route;
    const { longestQuery = 16_000 } = this.#service;
    const query = rule.objectQuery({ series, resource, namespace, names, selector });
    const fits = !query.ok || query.query.length <= longestQuery || names.length === 1;
    if (this.#exact || fits) return [query];
    const middle = names.length >> 1;
    return [
      ...this.#queries(listed, names.slice(0, middle), selector),
      ...this.#queries(listed, names.slice(middle), selector),
    ];
  }

  #answer(
    rule: MetricRule,
    row: KindRow,
    names: readonly string[],
    label: string,
    echo: SelectorEcho,
    outcomes: readonly QueryOutcome[],
    now: number,
  ): ApiAnswer {
    const samples: QuerySample[] = [];
    for (const outcome of outcomes) {
      const fault = this.#faultOf(outcome);
      if (fault !== undefined) return internalError(fault);
      if (outcome.kind === 'vector') samples.push(...outcome.samples);
    }
    const byObject = samplesByObject(samples, label);
    const items: MetricItem[] = [];
    let missing: string | undefined;
    for (const name of names) {
      const value = objectValue(byObject.get(name), rule);
      if (value.ok) {
        items.push({ name, milli: value.milli, at: this.#exact ? now : (value.at ?? now) });
      } else {
        missing ??= value.code === 'absent' ? noSample(samples, label) : value.message;
      }
    }
    if (this.#exact && !echo.ok && items.length > 0) return plainError(echo.message);
    if (this.#route.name !== '*' && items.length === 0) {
      return this.#notFound(names[0], missing ?? '');
    }
    const selector = echo.ok ? echo.selector : null;
    return metricValueList(this.#route, row, items, selector, rule.terms.window);
  }

  #faultOf(outcome: QueryOutcome): string | undefined {
    const cannot = 'unable to fetch metrics';
    if (outcome.kind === 'vector' || outcome.kind === 'null-vector') return undefined;
    if (this.#exact) return cannot;
    return outcome.kind === 'failure'
      ? `${cannot}: ${outcome.reason}`
      : `${cannot}: the query gives a ${outcome.kind}, not a vector`;
  }

  #unknownMetric(row: KindRow | undefined): ApiAnswer {
    const { metric, resource, namespace } = this.#route;
    if (row === undefined) return this.#notFound(undefined, `there is no resource ${resource}`);
    const others = this.#service.custom?.resourcesOf(metric).map(formatGroupResource) ?? [];
    const where = namespace === '' ? 'outside of namespaces' : 'in namespaces';
    if (others.length === 0)
      return this.#notFound(undefined, noRuleMakes('a metric', this.#service));
    const list = others.sort().join(', ');
    return this.#notFound(undefined, `it is there for ${list}, not for this resource ${where}`);
  }

  #notFound(name: string | undefined, because: string): ApiAnswer {
    const { metric, resource } = this.#route;
    const about = name === undefined ? resource : `${resource} ${name}`;
    return metricNotFound(metric, about, this.#exact ? undefined : because);
  }
}

function noSample(samples: readonly QuerySample[], label: string): string {
  if (samples.length === 0) return 'the query gives no sample';
  return `of the ${samples.length} samples of the query none has this name in its label ${label}`;
}
