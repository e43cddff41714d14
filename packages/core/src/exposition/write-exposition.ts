import { isLabelName, isMetricName } from '../labels/index.ts';
import type { MetricType } from './entry.ts';
import type { FamilySample, MetricFamily } from './metric-family.ts';
import { formatValue } from './numbers.ts';

/** What to answer a scrape with beside {@link writeExposition}. */
export const EXPOSITION_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The text format knows fewer types than OpenMetrics. */
const written: Readonly<Record<MetricType, string>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  gaugehistogram: 'untyped',
  info: 'gauge',
  stateset: 'gauge',
  unknown: 'untyped',
};

/** Writes families in the text format, samples in their order. Families without samples are left out. */
export function writeExposition(families: Iterable<MetricFamily>): string {
  let text = '';
  for (const { name, type, help, samples } of families) {
    if (samples.length === 0) continue;
    const shown = isMetricName(name, 'legacy') ? name : `"${escapeValue(name)}"`;
    if (help !== undefined) text += `# HELP ${shown} ${escapeHelp(help)}\n`;
    text += `# TYPE ${shown} ${written[type]}\n`;
    for (const sample of samples) text += writeSample(sample);
  }
  return text;
}

function writeSample({ name, labels, value, at }: FamilySample): string {
  const plain = isMetricName(name, 'legacy');
  const parts = plain ? [] : [`"${escapeValue(name)}"`];
  for (const [label, content] of Object.entries(labels)) {
    const shown = isLabelName(label, 'legacy') ? label : `"${escapeValue(label)}"`;
    parts.push(`${shown}="${escapeValue(content)}"`);
  }
  const braces = parts.length === 0 ? '' : `{${parts.join(',')}}`;
  const instant = at === undefined ? '' : ` ${at}`;
  return `${plain ? name : ''}${braces} ${formatValue(value)}${instant}\n`;
}

function escapeValue(value: string): string {
  return escapeHelp(value).replaceAll('"', '\\"');
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
