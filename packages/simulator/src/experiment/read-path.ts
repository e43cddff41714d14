import {
  type AdapterConfig,
  compileAdapter,
  type DefaultedHorizontalPodAutoscaler,
  type DocumentPath,
  fieldText,
  readAdapterFile,
} from '@flyball/core';
import type { MeterSpec, PathSpec } from '../engine/index.ts';
import type { PathDefinition } from './definition/path.ts';
import { readRuleFiles } from './read-rule-files.ts';
import type { SourceFiles } from './source-files.ts';

/**
 * The path of a policy, with what its files say; undefined when something is wrong, which has been
 * reported.
 *
 * @param at where the path stands in the experiment.
 */
export function readPath(
  definition: PathDefinition,
  at: DocumentPath,
  manifest: DefaultedHorizontalPodAutoscaler,
  files: SourceFiles,
): PathSpec | undefined {
  if (definition.kind === 'direct') {
    const { meters = {}, ...rest } = definition;
    const found = metersOf(meters, manifest, at, files);
    return found && { ...rest, meters: found };
  }
  const { rules: named = [], ...rest } = definition;
  const ruleNames = [named].flat();
  const rules = readRuleFiles(ruleNames, [...at, 'rules'], rest, files);
  if (rules === undefined) return undefined;
  if (rest.kind === 'keda') {
    const external = manifest.spec.metrics.filter(({ type }) => type === 'External').length;
    const { triggers } = rest;
    if (external === manifest.spec.metrics.length && external === triggers.length) {
      return { ...rest, rules };
    }
    return files.report(
      [...at, 'triggers'],
      `${triggers.length} triggers stand against ${external} External metrics of ${manifest.spec.metrics.length}`,
      'write one trigger for each metric of the manifest, all of them External',
    );
  }
  const { adapter: file, ...own } = rest;
  const [asked] = manifest.spec.metrics.flatMap((metric) => metricName(metric) ?? []);
  if (file === undefined) {
    if (asked === undefined) return { ...own, rules };
    return files.report(
      at,
      `nothing says what the metric ${asked} reads`,
      'write adapter: values.yaml, the rules of prometheus-adapter',
    );
  }
  const adapter = readAdapter(file, [...at, 'adapter'], files);
  return adapter && { ...own, rules, adapter };
}

function readAdapter(
  file: string,
  at: DocumentPath,
  files: SourceFiles,
): AdapterConfig | undefined {
  const text = files.text(file, at);
  if (text === undefined) return undefined;
  const reading = readAdapterFile(text);
  const problems = reading.ok
    ? compileAdapter(reading.config).problems.map((problem) => reading.locate(problem))
    : reading.problems;
  for (const { path, line, column, message, remedy } of problems) {
    files.add({ file, line, column, field: fieldText(path), message, remedy });
  }
  return reading.ok && problems.length === 0 ? reading.config : undefined;
}

/** The meter of each metric, in the order of the manifest. */
function metersOf(
  meters: Readonly<Record<string, MeterSpec>>,
  manifest: DefaultedHorizontalPodAutoscaler,
  at: DocumentPath,
  files: SourceFiles,
): readonly (MeterSpec | null)[] | undefined {
  const used = new Set<string>();
  let whole = true;
  const refuse = (path: DocumentPath, message: string, remedy: string): void => {
    whole = false;
    files.report(path, message, remedy);
  };
  const found = manifest.spec.metrics.map((metric) => {
    const name = metricName(metric);
    if (name === undefined) return null;
    used.add(name);
    const meter = Object.hasOwn(meters, name) ? meters[name] : undefined;
    if (meter !== undefined) return meter;
    const remedy = `write meters: {${name}: {measure: latency, scale: 1000}} or what it reads`;
    refuse(at, `nothing says what the metric ${name} reads`, remedy);
    return null;
  });
  for (const name of Object.keys(meters)) {
    if (used.has(name)) continue;
    const remedy = `metrics of the manifest are ${[...used].join(', ') || 'cpu and memory only'}`;
    refuse([...at, 'meters', name], `the manifest has no metric ${name}`, remedy);
  }
  return whole ? found : undefined;
}

/** The name of a metric that somebody has to answer for; cpu and memory are measured in any case. */
function metricName(
  metric: DefaultedHorizontalPodAutoscaler['spec']['metrics'][number],
): string | undefined {
  switch (metric.type) {
    case 'Object':
      return metric.object.metric.name;
    case 'External':
      return metric.external.metric.name;
    case 'Pods':
      return metric.pods.metric.name;
    default:
      return undefined;
  }
}
