import {
  compilePolicy,
  type DocumentPath,
  entryNamed,
  fieldText,
  guardPolicy,
  type Policy,
  type Position,
  readHorizontalPodAutoscalerNode,
  type SourceDocument,
} from '@flyball/core';
import type { ConfigFile } from './config-file.ts';
import type { ConfigProblem } from './config-problem.ts';
import { documentKind } from './document-kind.ts';
import { type MetricQuery, metricQuery } from './metric-query.ts';
import type { PolicyConfig } from './policy-config.ts';
import type { RuleSources } from './rule-sources.ts';
import {
  annotationPath,
  type GuardsReading,
  guardsAnnotation,
  type PolicySettings,
  placeInFile,
  readGuards,
  readSettings,
} from './settings/index.ts';

const kind = 'HorizontalPodAutoscaler';

/** Whether a document is a HorizontalPodAutoscaler, of whatever version. */
export function isAutoscaler(document: SourceDocument): boolean {
  return documentKind(document) === kind;
}

/** Takes a mistake at a path of a document; `place` where that is known better. */
type Report = (
  path: DocumentPath,
  message: string,
  remedy: string,
  where?: 'key' | 'value' | Position,
) => void;

/**
 * Compiles a HorizontalPodAutoscaler. Each mistake in it is added to `problems`.
 * @param ownNamespace the only namespace that it may stand in; any, and `default`, without it
 */
export function compileAutoscaler(
  file: ConfigFile,
  document: SourceDocument,
  sources: RuleSources,
  problems: ConfigProblem[],
  ownNamespace?: string,
): PolicyConfig | null {
  const before = problems.length;
  const report: Report = (path, message, remedy, where) => {
    const field = fieldText(path);
    // The place is told already: the API server's text begins with it.
    const text = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
    const place = typeof where === 'object' ? where : document.locate(path, where);
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
  const { metadata } = reading.autoscaler;
  const { name = '', annotations = {} } = metadata;
  const namespace = namesNamespace(document)
    ? (metadata.namespace ?? 'default')
    : (ownNamespace ?? 'default');
  if (ownNamespace !== undefined && namespace !== ownNamespace) {
    const message = `a policy of ${namespace} cannot stand in the namespace ${ownNamespace}`;
    report(['metadata', 'namespace'], message, 'put it into a ConfigMap of its own namespace');
  }
  const manifest = { ...reading.autoscaler, metadata: { ...metadata, namespace } };
  const metrics: MetricQuery[] = [];
  for (const [index, spec] of manifest.spec.metrics.entries()) {
    const query = metricQuery(spec, namespace, sources);
    if ('kind' in query) metrics.push(query);
    else report(['spec', 'metrics', index, ...query.field], query.message, query.remedy);
  }
  const settings = readSettings(annotations, report);
  const text = annotations[guardsAnnotation.name];
  const guarded = guardsOf(text, settings, compilePolicy(manifest), (path, message, remedy, at) => {
    const whole = annotationPath(guardsAnnotation.name);
    const start = document.locate(whole);
    const place = at && placeInFile(file.text, start, text ?? '', at);
    report([...whole, ...path], message, remedy, place ?? start);
  });
  if (guarded === null || problems.length > before) return null;

  const { scaleTargetRef } = manifest.spec;
  return {
    key: `${namespace}/${name}`,
    manifest,
    settings,
    ...guarded,
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

/** Whether it says itself where it stands; its defaults would say so in any case. */
function namesNamespace({ root }: SourceDocument): boolean {
  const metadata = root?.kind === 'mapping' ? entryNamed(root, 'metadata')?.value : undefined;
  if (metadata?.kind !== 'mapping') return false;
  const namespace = entryNamed(metadata, 'namespace')?.value;
  return namespace?.kind === 'string' && namespace.value !== '';
}

function guardsOf(
  text: string | undefined,
  { compatibility }: PolicySettings,
  policy: Policy,
  report: (path: DocumentPath, message: string, remedy: string, at?: Position) => void,
): GuardsReading | null {
  if (compatibility === 'flyball') return readGuards(text ?? '', policy, report);
  if (text === undefined) return { policy: guardPolicy(policy, { compatibility }), evidence: [] };
  const message = 'there are guards, and flyball.dev/compatibility: kubernetes switches them off';
  report([], message, 'remove one of the two annotations');
  return null;
}
