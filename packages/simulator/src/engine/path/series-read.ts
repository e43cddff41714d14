import {
  type AdapterConfig,
  type DiscoveryRule,
  parseVectorSelector,
  VectorSelectorError,
} from '@flyball/core';
import type { RuleGroupFile } from '../../path/index.ts';
import { Matcher } from '../../promql/index.ts';
import type { PathSpec } from '../path-spec.ts';

/**
 * Whether anybody on a path reads series of a name: a rule, the adapter or a trigger. Never false for
 * one that is read; what is not read need not be scraped.
 */
export function seriesRead(spec: PathSpec): (name: string) => boolean {
  if (spec.kind === 'direct') return () => false;
  const texts = (spec.rules ?? []).flatMap(expressionsOf);
  if (spec.kind === 'keda') texts.push(...spec.triggers.map(({ query }) => query));
  const selects: ((name: string) => boolean)[] = [];
  if (spec.kind !== 'keda' && spec.adapter !== undefined) {
    for (const { seriesQuery, metricsQuery = '' } of discoveryRules(spec.adapter)) {
      texts.push(metricsQuery);
      selects.push(selectorOf(seriesQuery));
    }
  }
  // A query names its series in plain text, unless it asks for them by a condition on the name.
  const byCondition = texts.some((text) => text.includes('__name__'));
  return (name) =>
    byCondition ||
    texts.some((text) => text.includes(name)) ||
    selects.some((select) => select(name));
}

function expressionsOf({ rules }: RuleGroupFile): string[] {
  return rules.map(({ expr }) => expr);
}

function discoveryRules({ rules, externalRules = [] }: AdapterConfig): readonly DiscoveryRule[] {
  return [...(rules ?? []), ...externalRules];
}

function selectorOf(seriesQuery: string): (name: string) => boolean {
  try {
    const matchers = parseVectorSelector(seriesQuery)
      .matchers.filter(({ name }) => name === '__name__')
      .map(({ name, operator, value }) => new Matcher(name, operator, value));
    return (name) => matchers.every(({ matches }) => matches(name));
  } catch (error) {
    // Whoever compiles the adapter says so.
    if (error instanceof VectorSelectorError) return () => false;
    throw error;
  }
}
