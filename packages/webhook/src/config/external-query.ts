import {
  type ExternalMetricSource,
  type MetricRule,
  type Milli,
  type Reading,
  resolveExternalStatically,
} from '@flyball/core';
import type { QueryAnswer } from '../ports/index.ts';
import { elsewhere, isElsewhere } from './custom-query.ts';
import type { UnreadableMetric, ValueQuery } from './metric-query.ts';
import { selectorOf } from './metric-selector.ts';
import type { RuleSources } from './rule-sources.ts';
import { sampleValue } from './sample-values.ts';

/** How a metric of no object is read: by the rules of `rules.external`, or explicit ones. */
export function externalQuery(
  { metric }: ExternalMetricSource,
  namespace: string,
  { adapters, explicit }: RuleSources,
): ValueQuery | UnreadableMetric {
  const { name } = metric;
  const selector = selectorOf(metric.selector, 'external');
  if ('field' in selector) return selector;
  const reasons: string[] = [];
  const ask = (rule: MetricRule, series: string): ValueQuery | null => {
    const query = rule.externalQuery({ series, namespace, selector });
    if (!query.ok) {
      reasons.push(query.message);
      return null;
    }
    const toReading = (answer: QueryAnswer): Reading => externalReading(name, answer, rule);
    return { kind: 'value', name, promql: query.query, toReading };
  };
  const named = explicit.external.find((each) => each.metric === name);
  if (named !== undefined) {
    if (isElsewhere(named.rule)) return elsewhere('external', name);
    const own = ask(named.rule, named.series);
    if (own !== null) return own;
  }
  for (const adapter of adapters.toReversed()) {
    const found = resolveExternalStatically(adapter, name);
    if (found.kind !== 'rule') {
      reasons.push(found.reason);
      continue;
    }
    const own = ask(found.rule, found.series);
    if (own !== null) return own;
  }
  return {
    field: ['external', 'metric', 'name'],
    message:
      reasons.length === 0
        ? `no rule makes an external metric ${name}: there is no file of rules`
        : reasons.join('; '),
    remedy: `add a rule to rules.external of prometheus-adapter's values.yaml beside the policies, with name.as: "${name}"`,
  };
}

/** The values are summed by `decide`: one without a number makes the whole missing. */
function externalReading(name: string, answer: QueryAnswer, rule: MetricRule): Reading {
  if (answer.kind === 'matrix' || answer.kind === 'string') {
    return missing(`the query of ${name} gives a ${answer.kind}, not a vector or a scalar`);
  }
  const samples = answer.kind === 'scalar' ? [answer] : answer.samples;
  const values: Milli[] = [];
  let oldest = Number.POSITIVE_INFINITY;
  // Without samples the rule may say what stands for them.
  for (const sample of samples.length === 0 ? [undefined] : samples) {
    const read = sampleValue(sample, rule, 'external');
    if (!read.ok) {
      return read.code === 'absent'
        ? missing(`Prometheus has no sample of ${name}`)
        : missing(`a sample of ${name} is no value: ${read.why}`);
    }
    values.push(read.value);
    oldest = Math.min(oldest, read.at ?? oldest);
  }
  return oldest === Number.POSITIVE_INFINITY ? { values } : { values, at: oldest };
}

function missing(message: string): Reading {
  return { error: { message } };
}
