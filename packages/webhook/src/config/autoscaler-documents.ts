import {
  type Adapter,
  compilePolicy,
  type DocumentPath,
  fieldText,
  guardPolicy,
  readHorizontalPodAutoscalerNode,
  type SourceDocument,
} from '@flyball/core';
import type { ConfigFile } from './config-file.ts';
import type { ConfigProblem } from './config-problem.ts';
import { documentKind } from './document-kind.ts';
import { type MetricQuery, metricQuery } from './metric-query.ts';
import type { PolicyConfig } from './policy-config.ts';

const kind = 'HorizontalPodAutoscaler';

/** Whether a document is a HorizontalPodAutoscaler, of whatever version. */
export function isAutoscaler(document: SourceDocument): boolean {
  return documentKind(document) === kind;
}

/** Compiles a HorizontalPodAutoscaler. Each mistake in it is added to `problems`. */
export function compileAutoscaler(
  file: ConfigFile,
  document: SourceDocument,
  adapters: readonly Adapter[],
  problems: ConfigProblem[],
): PolicyConfig | null {
  const before = problems.length;
  const report = (path: DocumentPath, message: string, remedy: string, part?: 'key'): void => {
    const field = fieldText(path);
    // The place is told already: the API server's text begins with it.
    const text = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
    const place = document.locate(path, part);
    problems.push({ file: file.path, ...place, field, message: text, remedy });
  };

  if (document.root === undefined) return null;
  const reading = readHorizontalPodAutoscalerNode(document.root);
  for (const { path, message, remedy = '' } of reading.findings) {
    report(path, message, remedy, 'key');
  }
  if (!reading.ok) {
    for (const { path, message, remedy = '' } of reading.errors) report(path, message, remedy);
    return null;
  }
  const manifest = reading.autoscaler;
  const { namespace = 'default', name = '' } = manifest.metadata;
  const metrics: MetricQuery[] = [];
  for (const [index, spec] of manifest.spec.metrics.entries()) {
    const query = metricQuery(spec, namespace, adapters);
    if ('promql' in query) metrics.push(query);
    else report(['spec', 'metrics', index, ...query.field], query.message, query.remedy);
  }
  if (problems.length > before) return null;

  const { scaleTargetRef } = manifest.spec;
  return {
    key: `${namespace}/${name}`,
    manifest,
    policy: guardPolicy(compilePolicy(manifest)),
    subject: { apiVersion: manifest.apiVersion, kind, namespace, name },
    target: {
      apiVersion: scaleTargetRef.apiVersion ?? 'v1',
      kind: scaleTargetRef.kind,
      namespace,
      name: scaleTargetRef.name,
    },
    metrics,
  };
}
