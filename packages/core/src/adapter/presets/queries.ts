import { WINDOW } from './preset.ts';

/** What is fixed about a query over series of one shape. */
export interface Shape {
  /** The aggregation around each rate: `sum by (<<.GroupBy>>)`. */
  readonly aggregate: string;
  /** Around a selector's content, the part that finds the object. */
  readonly matchers: string;
  /** Around a rate: takes labels out of others. */
  readonly relabel: (rate: string) => string;
}

const plainly = (rate: string): string => rate;

/** Series that name the object in a label, with matchers of their own. */
export function labelled(fixed = ''): Shape {
  const matchers = fixed === '' ? '<<.LabelMatchers>>' : `${fixed},<<.LabelMatchers>>`;
  return { aggregate: 'sum by (<<.GroupBy>>)', matchers, relabel: plainly };
}

/** Series that the metric's selector chooses, all together. */
export function selected(fixed = ''): Shape {
  return { ...labelled(fixed), aggregate: 'sum' };
}

/**
 * Series that name the object within a longer name. The pattern has `NAMESPACE` and `NAME` in it,
 * each once; what stands for `NAME` becomes the label that is grouped by.
 */
export function named(label: string, pattern: string, labels: NamedLabels): Shape {
  const value = (of: string): string => `(<<index .LabelValuesByName "${of}">>)`;
  // A backslash of the pattern is two in a text of PromQL.
  const written = pattern.replaceAll('\\', '\\\\');
  const filled = written
    .replace('NAMESPACE', value(labels.namespace))
    .replace('NAME', value(labels.object));
  return {
    aggregate: 'sum by (<<.GroupBy>>)',
    matchers: `${label}=~"${filled}"`,
    relabel: (rate) => `label_replace(${rate}, "<<.GroupBy>>", "$2", "${label}", "${filled}")`,
  };
}

/** The labels that a pattern gives the series. */
export interface NamedLabels {
  readonly object: string;
  readonly namespace: string;
}

/** What a counter grows by in a second. */
export function perSecond(counter: string, { aggregate, matchers, relabel }: Shape): string {
  return `${aggregate} (${relabel(`rate(${counter}{${matchers}}[${WINDOW.text}])`)})`;
}

/**
 * The mean of a histogram: the sums divided, so that each request counts the same, wherever it was
 * measured. Without requests it is no number.
 *
 * @param unit milliseconds in the histogram's unit
 */
export function meanMilliseconds(histogram: string, unit: 1 | 1000, shape: Shape): string {
  const factor = unit === 1 ? '' : `${unit} * `;
  const sum = perSecond(`${histogram}_sum`, shape);
  return `${factor}${sum} / ${perSecond(`${histogram}_count`, shape)}`;
}
