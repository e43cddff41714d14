import { join } from 'node:path';
import { PRESETS, type Preset } from '@flyball/core';
import { expect, test } from 'vitest';

const page = join(import.meta.dirname, '../../../../docs/reference/presets.md');

const introduction = `# Presets

A preset is an [explicit rule](adapter-rules.md#explicit-rules) with a name: for a gateway or a mesh, what its latency and its requests are.

\`\`\`yaml
metrics:
- preset: istio-latency
- preset: ingress-nginx-latency
  name: shop_latency_ms       # instead of its own name
  labels:                     # where the scrape keeps the labels of the metrics
    object: service
    namespace: namespace
  server: shop                # as in every explicit rule: server, headers, absent, notANumber
\`\`\`

Latencies are means over a minute in milliseconds, whatever the unit of the source: sums of sums divided by sums of counts, so that every request counts the same. Without requests they are missing, and [missing is not zero](../explanation/missing-is-not-zero.md). Scrape every 15 s or more often: a rate over a minute needs two samples in it.

Each is tested on an exposition with the names, types and labels that its page documents. This page is written from the table in \`packages/core/src/adapter/presets\`, and a test holds it to that.

NGINX and NGINX Gateway Fabric without Plus show no latency, so there is no preset for them.
`;

/** One section for each source, in the order of the table. */
function render(): string {
  const sources = sourcesOf();
  return [introduction, ...[...sources].map(([source, presets]) => section(source, presets))].join(
    '\n',
  );
}

function sourcesOf(): ReadonlyMap<string, readonly Preset[]> {
  const sources = new Map<string, Preset[]>();
  for (const preset of PRESETS.values()) {
    sources.set(preset.source, [...(sources.get(preset.source) ?? []), preset]);
  }
  return sources;
}

function section(source: string, presets: readonly Preset[]): string {
  const [first] = presets;
  const common = first?.remarks.filter((remark) =>
    presets.every(({ remarks }) => remarks.includes(remark)),
  );
  return [
    `## ${source}`,
    '',
    `[Its metrics](${first?.documentation})`,
    '',
    ...list(common ?? []),
    '| preset | metric | of | value |',
    '| --- | --- | --- | --- |',
    ...presets.map(row),
    '',
    ...presets.flatMap(({ name, remarks, rule }) => [
      `\`${name}\``,
      '',
      ...list(remarks.filter((remark) => common?.includes(remark) === false)),
      '```promql',
      rule.query,
      '```',
      '',
    ]),
  ].join('\n');
}

function list(items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [...items.map((item) => `- ${item}`), ''];
}

function row({ name, meaning, rule }: Preset): string {
  const { object, namespace } = rule.labels;
  const labels = object === undefined ? '' : ` by \`${object}\` in \`${namespace}\``;
  const of = rule.resource === undefined ? 'external' : `${rule.resource}${labels}`;
  return `| \`${name}\` | \`${rule.name}\` | ${of} | ${meaning} |`;
}

test('the page lists every preset as it is', async () => {
  await expect(render()).toMatchFileSnapshot(page);
});
