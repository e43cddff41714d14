import {
  BUILTIN_KINDS,
  formatGroupResource,
  type GroupResource,
  guessResource,
  type MetricRule,
  type ObjectMetricSource,
  type PodSample,
  type PodsMetricSource,
  parseGroupVersion,
  type Reading,
  type RuleQuery,
  resolveStatically,
  type Selector,
  samplesByObject,
} from '@flyball/core';
import type { QueryAnswer } from '../ports/index.ts';
import type { PodsQuery, UnreadableMetric, ValueQuery } from './metric-query.ts';
import { selectorOf } from './metric-selector.ts';
import type { RuleSources } from './rule-sources.ts';
import { sampleValue } from './sample-values.ts';

const PODS: GroupResource = { group: '', resource: 'pods' };

/** What is asked for: a metric of objects of one resource. */
interface Question {
  readonly source: 'object' | 'pods';
  readonly metric: string;
  readonly resource: GroupResource;
  readonly namespace: string;
  readonly selector: Selector;
}

/** How a metric of an object is read. */
export function objectQuery(
  { metric, describedObject }: ObjectMetricSource,
  namespace: string,
  sources: RuleSources,
): ValueQuery | UnreadableMetric {
  const { apiVersion = '', kind, name } = describedObject;
  const selector = selectorOf(metric.selector, 'object');
  if ('field' in selector) return selector;
  const resource = resourceOf(apiVersion, kind);
  const question = {
    source: 'object',
    metric: metric.name,
    resource,
    namespace,
    selector,
  } as const;
  const found = writerFor(question, name, sources);
  if ('field' in found) return found;
  const { query, label } = found.write([name]);
  return {
    kind: 'value',
    name: metric.name,
    promql: query,
    toReading: (answer) => objectReading(metric.name, answer, { label, object: name }, found.rule),
  };
}

/** How a metric of pods is read: with one query for all that there are at a look. */
export function podsQuery(
  { metric }: PodsMetricSource,
  namespace: string,
  sources: RuleSources,
): PodsQuery | UnreadableMetric {
  const selector = selectorOf(metric.selector, 'pods');
  if ('field' in selector) return selector;
  const question = {
    source: 'pods',
    metric: metric.name,
    resource: PODS,
    namespace,
    selector,
  } as const;
  const found = writerFor(question, '<pod>', sources);
  if ('field' in found) return found;
  const { query, label } = found.write(['<pod>']);
  return {
    kind: 'pods',
    name: metric.name,
    promql: query,
    promqlFor: (pods) => found.write(pods).query,
    toReading: (answer) => podsReading(metric.name, answer, label, found.rule),
  };
}

/** A rule, and what writes its query for names of objects. */
interface Writer {
  readonly rule: MetricRule;
  readonly write: (names: readonly string[]) => Extract<RuleQuery, { ok: true }>;
}

/** @param example a name for which the query can be written if it can for any */
function writerFor(
  question: Question,
  example: string,
  { adapters, explicit }: RuleSources,
): Writer | UnreadableMetric {
  const { source, metric, resource, namespace, selector } = question;
  const reasons: string[] = [];
  const writer = (rule: MetricRule, series: string): Writer | null => {
    const ask = (names: readonly string[]): RuleQuery =>
      rule.objectQuery({ series, resource, namespace, names, selector });
    const tried = ask([example]);
    if (!tried.ok) {
      reasons.push(tried.message);
      return null;
    }
    const write: Writer['write'] = (names) => {
      const query = ask(names);
      return query.ok ? query : tried;
    };
    return { rule, write };
  };

  const named = explicit.custom.find(
    (each) =>
      each.metric === metric &&
      formatGroupResource(each.resource) === formatGroupResource(resource),
  );
  if (named !== undefined) {
    if (isElsewhere(named.rule)) return elsewhere(source, metric);
    const own = writer(named.rule, '');
    if (own !== null) return own;
  }
  for (const adapter of adapters.toReversed()) {
    const found = resolveStatically(adapter, metric, resource);
    if (found.kind !== 'rule') {
      reasons.push(found.reason);
      continue;
    }
    const own = writer(found.rule, found.series);
    if (own !== null) return own;
  }
  return {
    field: [source, 'metric', 'name'],
    message:
      reasons.length === 0
        ? `no rule makes a metric ${metric}: there is no file of rules`
        : reasons.join('; '),
    remedy: `add a rule for ${formatGroupResource(resource)} to prometheus-adapter's values.yaml beside the policies, with name.as: "${metric}"`,
  };
}

/** Whether a rule asks another server than the one of the webhook. */
export function isElsewhere({ terms }: MetricRule): boolean {
  return terms.server !== undefined || terms.headers !== undefined;
}

/** The metrics API asks several servers; the webhook asks one. */
export function elsewhere(source: 'object' | 'pods' | 'external', name: string): UnreadableMetric {
  return {
    field: [source, 'metric', 'name'],
    message: `the rule of ${name} asks a server of its own, or with headers of its own`,
    remedy:
      'remove server and headers from the rule: the webhook asks one Prometheus, that of --prometheus',
  };
}

function resourceOf(apiVersion: string, kind: string): GroupResource {
  const { group } = parseGroupVersion(apiVersion);
  const row = BUILTIN_KINDS.ofKind(group, kind);
  return { group, resource: row?.resource ?? guessResource(kind).plural };
}

function objectReading(
  name: string,
  answer: QueryAnswer,
  { label, object }: { readonly label: string; readonly object: string },
  rule: MetricRule,
): Reading {
  if (answer.kind !== 'vector') return noVector(name, answer);
  const sample = samplesByObject(answer.samples, label).get(object);
  const read = sampleValue(sample, rule, 'custom');
  if (read.ok) {
    const { value, at } = read;
    return at === undefined ? { value } : { value, at };
  }
  switch (read.code) {
    case 'absent':
      return missing(`Prometheus has no sample of ${name} with ${label}="${object}"`);
    case 'histogram':
      return missing(`the query of ${name} gives ${read.why}`);
    default:
      return missing(`${name} is ${sample?.value}: ${read.why}`);
  }
}

/** A pod without a usable sample is not among them, which is not the same as zero. */
function podsReading(name: string, answer: QueryAnswer, label: string, rule: MetricRule): Reading {
  if (answer.kind !== 'vector') return noVector(name, answer);
  const { window } = rule.terms;
  const pods: Record<string, PodSample> = {};
  for (const [pod, sample] of samplesByObject(answer.samples, label)) {
    const read = sampleValue(sample, rule, 'custom');
    if (!read.ok || pod === '') continue;
    const { value, at } = read;
    pods[pod] = { value, ...(at !== undefined && { at }), ...(window !== undefined && { window }) };
  }
  if (Object.keys(pods).length > 0) return { pods };
  return missing(`Prometheus has no sample of ${name} for any of the pods`);
}

function noVector(name: string, { kind }: QueryAnswer): Reading {
  return missing(`the query of ${name} gives a ${kind}, not a vector`);
}

function missing(message: string): Reading {
  return { error: { message } };
}
