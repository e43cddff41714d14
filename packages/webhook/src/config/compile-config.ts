import { type Adapter, readDocuments, type SourceDocument } from '@flyball/core';
import { compileAdapterFile, isAdapterDocument } from './adapter-files.ts';
import { compileAutoscaler, isAutoscaler } from './autoscaler-documents.ts';
import type { ConfigFile } from './config-file.ts';
import type { ConfigProblem } from './config-problem.ts';
import { documentKind } from './document-kind.ts';
import type { PolicyConfig } from './policy-config.ts';
import {
  compileExplicitDocument,
  type ExplicitSources,
  holdsExplicitRules,
} from './rule-sources.ts';

export type ConfigReading =
  | {
      readonly ok: true;
      readonly policies: readonly PolicyConfig[];
      /** Documents of kinds that mean nothing to the webhook, such as a Deployment beside its policy. */
      readonly passedOver: readonly {
        readonly file: string;
        readonly line: number;
        readonly kind: string;
      }[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Compiles a configuration: HorizontalPodAutoscalers as they are applied to a cluster, and what says
 * how their metrics are read: prometheus-adapter files (or the values of its Helm chart), and files
 * of explicit rules.
 * All mistakes are reported at once; a configuration with a mistake is refused whole.
 */
export function compileConfig(files: readonly ConfigFile[]): ConfigReading {
  const problems: ConfigProblem[] = [];
  const adapters: Adapter[] = [];
  const explicit: ExplicitSources[] = [];
  const autoscalers: { readonly file: ConfigFile; readonly document: SourceDocument }[] = [];
  const passedOver: { file: string; line: number; kind: string }[] = [];

  for (const file of files) {
    for (const document of readDocuments(file.text, { dialect: 'kubernetes' })) {
      if (document.isEmpty) continue;
      if (isAdapterDocument(document)) {
        const adapter = compileAdapterFile(file, problems);
        if (adapter !== null) adapters.push(adapter);
        break;
      }
      problems.push(
        ...document.problems.map((problem) => ({ ...problem, file: file.path, field: '' })),
      );
      if (isAutoscaler(document)) autoscalers.push({ file, document });
      else if (holdsExplicitRules(document)) {
        explicit.push(compileExplicitDocument(file, document, problems));
      } else if (document.problems.length === 0) {
        passedOver.push({
          file: file.path,
          line: document.locate([]).line,
          kind: documentKind(document) ?? 'document without a kind',
        });
      }
    }
  }

  const sources = {
    adapters,
    explicit: {
      custom: explicit.flatMap(({ custom }) => custom),
      external: explicit.flatMap(({ external }) => external),
    },
  };
  const policies: PolicyConfig[] = [];
  /** The first policy of each name and over each target. */
  const places = new Map<string, number>();
  for (const { file, document } of autoscalers) {
    const policy = compileAutoscaler(file, document, sources, problems);
    if (policy === null) continue;
    const identities = [`name ${policy.key}`, `target ${JSON.stringify(policy.target)}`];
    const earlier = identities.map((identity) => places.get(identity) ?? Number.POSITIVE_INFINITY);
    const twin = policies[Math.min(...earlier)];
    if (twin === undefined) {
      for (const identity of identities) places.set(identity, policies.length);
      policies.push(policy);
    } else problems.push(doubled(file, document, policy, twin));
  }
  if (policies.length === 0 && problems.length === 0) problems.push(nothing(files));
  return problems.length === 0 ? { ok: true, policies, passedOver } : { ok: false, problems };
}

function doubled(
  file: ConfigFile,
  document: SourceDocument,
  policy: PolicyConfig,
  twin: PolicyConfig,
): ConfigProblem {
  const sameName = twin.key === policy.key;
  const path = sameName ? ['metadata', 'name'] : ['spec', 'scaleTargetRef', 'name'];
  const { kind, namespace, name } = policy.target;
  return {
    file: file.path,
    ...document.locate(path),
    field: path.join('.'),
    message: sameName
      ? `there is another policy ${policy.key}`
      : `the policy ${twin.key} scales ${kind} ${namespace}/${name} already`,
    remedy: 'remove one of the two: two policies over one workload undo each other',
  };
}

function nothing(files: readonly ConfigFile[]): ConfigProblem {
  return {
    file: files[0]?.path ?? '(no files)',
    line: 1,
    column: 1,
    field: '',
    message: `there is no HorizontalPodAutoscaler in ${files.length} file(s)`,
    remedy: 'put the manifest of the policy into the folder, as it is applied to a cluster',
  };
}
