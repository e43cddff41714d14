import {
  BUILTIN_KINDS,
  EVERYTHING,
  formatGroupResource,
  type GroupResource,
  guessResource,
  type MetricRule,
  type MetricSelector,
  type MetricSpec,
  objectValue,
  parseGroupVersion,
  type Reading,
  type RuleQuery,
  readLabelSelector,
  resolveStatically,
  type Selector,
  SelectorError,
  samplesByObject,
} from '@flyball/core';
import type { QueryAnswer, Sample } from '../ports/index.ts';
import type { RuleSources } from './rule-sources.ts';

/** How a metric of a policy is read from Prometheus. */
export interface MetricQuery {
  /** The metric's name in the manifest. */
  readonly name: string;
  readonly promql: string;
  /** From what Prometheus answered to what `decide` takes: a missing value stays missing. */
  readonly toReading: (answer: QueryAnswer) => Reading;
}

/** Why a metric cannot be read; `field` is the path below its entry of `spec.metrics`. */
export interface UnreadableMetric {
  readonly field: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

/**
 * Finds the query for an entry of `spec.metrics` among the rules, explicit ones first, by the
 * configuration alone: which series exist at this moment does not matter.
 *
 * @param namespace of the policy; an object that a metric describes stands in it too
 */
export function metricQuery(
  spec: MetricSpec,
  namespace: string,
  { adapters, explicit }: RuleSources,
): MetricQuery | UnreadableMetric {
  if (spec.type !== 'Object') {
    return {
      field: ['type'],
      message: `this version reads metrics of type Object, not ${spec.type}`,
      remedy:
        'describe the metric as one of a Service or another object, with a rule that makes it',
    };
  }
  const { metric, describedObject } = spec.object;
  const selector = selectorOf(metric.selector);
  if (selector instanceof SelectorError) {
    return {
      field: ['object', 'metric', 'selector'],
      message: selector.message,
      remedy: 'write matchLabels, or matchExpressions with In, NotIn, Exists or DoesNotExist',
    };
  }
  const resource = resourceOf(describedObject.apiVersion ?? '', describedObject.kind);
  const question = { resource, namespace, names: [describedObject.name], selector };
  const reasons: string[] = [];
  const named = explicit.find(
    (each) =>
      each.metric === metric.name &&
      formatGroupResource(each.resource) === formatGroupResource(resource),
  );
  if (named !== undefined) {
    const { rule } = named;
    if (rule.terms.server !== undefined || rule.terms.headers !== undefined) {
      return elsewhere(metric.name);
    }
    const query = rule.objectQuery({ ...question, series: '' });
    if (query.ok) return reader(metric.name, query, rule, describedObject.name);
    reasons.push(query.message);
  }
  for (const adapter of adapters.toReversed()) {
    const found = resolveStatically(adapter, metric.name, resource);
    if (found.kind !== 'rule') {
      reasons.push(found.reason);
      continue;
    }
    const query = found.rule.objectQuery({ ...question, series: found.series });
    if (query.ok) return reader(metric.name, query, found.rule, describedObject.name);
    reasons.push(query.message);
  }
  return {
    field: ['object', 'metric', 'name'],
    message:
      reasons.length === 0
        ? `no rule makes a metric ${metric.name}: there is no file of rules`
        : reasons.join('; '),
    remedy: `add a rule for ${formatGroupResource(resource)} to prometheus-adapter's values.yaml beside the policies, with name.as: "${metric.name}"`,
  };
}

/** The metrics API asks several servers; the webhook asks one. */
function elsewhere(name: string): UnreadableMetric {
  return {
    field: ['object', 'metric', 'name'],
    message: `the rule of ${name} asks a server of its own, or with headers of its own`,
    remedy:
      'remove server and headers from the rule: the webhook asks one Prometheus, that of --prometheus',
  };
}

/** The selector of a metric, everything without one; the API server stores it unread. */
function selectorOf(written: MetricSelector | undefined): Selector | SelectorError {
  if (written === undefined) return EVERYTHING;
  try {
    return readLabelSelector(written);
  } catch (error) {
    if (error instanceof SelectorError) return error;
    throw error;
  }
}

function resourceOf(apiVersion: string, kind: string): GroupResource {
  const { group } = parseGroupVersion(apiVersion);
  const row = BUILTIN_KINDS.ofKind(group, kind);
  return { group, resource: row?.resource ?? guessResource(kind).plural };
}

function reader(
  name: string,
  { query, label }: Extract<RuleQuery, { ok: true }>,
  rule: Pick<MetricRule, 'terms' | 'compatibility'>,
  object: string,
): MetricQuery {
  const missing = (message: string): Reading => ({ error: { message } });
  return {
    name,
    promql: query,
    toReading: (answer) => {
      if (answer.kind !== 'vector') {
        return missing(`the query of ${name} gives a ${answer.kind}, not a vector`);
      }
      const sample = samplesByObject(answer.samples, label).get(object);
      const value = objectValue(sample && withoutHistogram(sample), rule);
      if (value.ok) {
        const { milli, at } = value;
        const plain = typeof milli === 'bigint' ? milli.toString() : milli;
        return at === undefined ? { value: plain } : { value: plain, at };
      }
      switch (value.code) {
        case 'absent':
          return missing(`Prometheus has no sample of ${name} with ${label}="${object}"`);
        case 'histogram':
          return missing(`the query of ${name} gives a native histogram, not a number`);
        default:
          return missing(`${name} is ${sample?.value}: ${noNumber[value.code]}`);
      }
    },
  };
}

/** The sample as core takes it, which asks nothing of a histogram but that it is one. */
function withoutHistogram({ at, value }: Sample): { at: number; value: number | 'histogram' } {
  return { at, value: typeof value === 'number' ? value : 'histogram' };
}

const noNumber = {
  'not-a-number': 'no requests in the window, or no data; a missing value is not zero',
  infinite: 'something was divided by zero',
  'too-large': 'it does not fit the 64 bits that the metrics API carries',
} as const;
