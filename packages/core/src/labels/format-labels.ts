import { compareText, goQuote } from '../go/index.ts';
import { isLabelName } from './name.ts';

/** Label names to values; the name of the metric is `__name__`. */
export type LabelSet = Readonly<Record<string, string>>;

/** A series as people write it: `up{job="a"}`. */
export function formatSeries(labels: LabelSet): string {
  const { __name__: name, ...rest } = labels;
  const list = sorted(rest).map(([label, value]) => `${label}=${goQuote(value)}`);
  if (name === undefined) return `{${list.join(', ')}}`;
  return list.length === 0 ? name : `${name}{${list.join(', ')}}`;
}

/** A label set as Prometheus prints it in its own messages: `{__name__="up", job="a"}`. */
export function formatLabels(labels: LabelSet): string {
  const list = sorted(labels).map(([label, value]) => {
    const name = isLabelName(label, 'legacy') ? label : goQuote(label);
    return `${name}=${goQuote(value)}`;
  });
  return `{${list.join(', ')}}`;
}

function sorted(labels: LabelSet): readonly [string, string][] {
  return Object.entries(labels).sort(([one], [other]) => compareText(one, other));
}
