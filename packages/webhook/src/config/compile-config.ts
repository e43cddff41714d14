import { type Adapter, readDocuments, type SourceDocument } from '@flyball/core';
import { compileAdapterFile, isAdapterDocument } from './adapter-files.ts';
import { compileAutoscaler, isAutoscaler } from './autoscaler-documents.ts';
import type { ConfigFile } from './config-file.ts';
import { type ConfigProblem, missingFrom } from './config-problem.ts';
import { documentKind } from './document-kind.ts';
import type { PolicyConfig } from './policy-config.ts';
import { doubled, type PlacedPolicy, PolicyPlaces } from './policy-places.ts';
import {
  compileExplicitDocument,
  type ExplicitSources,
  holdsExplicitRules,
  type RuleSources,
} from './rule-sources.ts';

export type ConfigReading =
  | {
      readonly ok: true;
      readonly policies: readonly PolicyConfig[];
      /** The same, each with its place. */
      readonly placed: readonly PlacedPolicy[];
      /** The rules that are in it. */
      readonly rules: RuleSources;
      /** Documents of kinds that mean nothing to the webhook, such as a Deployment beside its policy. */
      readonly passedOver: readonly {
        readonly file: string;
        readonly line: number;
        readonly kind: string;
      }[];
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** What stands around a configuration that is a part of a greater one. */
export interface ConfigScope {
  /** Rules from elsewhere, for metrics that its own rules do not make. */
  readonly rules?: RuleSources;
  /**
   * The namespace that its policies stand in when they name none, and the only one that they may
   * name: who may write here need not be allowed anything anywhere else.
   */
  readonly namespace?: string;
  /** Whether it may be without policies; else that is a mistake. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Compiles a configuration: HorizontalPodAutoscalers as they are applied to a cluster, and what says
 * how their metrics are read: prometheus-adapter files (or the values of its Helm chart), and files
 * of explicit rules.
 * All mistakes are reported at once; a configuration with a mistake is refused whole.
 */
export function compileConfig(
  files: readonly ConfigFile[],
  scope: ConfigScope = {},
): ConfigReading {
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

  const own: RuleSources = {
    adapters,
    explicit: {
      custom: explicit.flatMap(({ custom }) => custom),
      external: explicit.flatMap(({ external }) => external),
    },
  };
  const { rules } = scope;
  // Its own come first: of several adapters that is the last one.
  const all: RuleSources = {
    adapters: [...(rules?.adapters ?? []), ...own.adapters],
    explicit: {
      custom: [...own.explicit.custom, ...(rules?.explicit.custom ?? [])],
      external: [...own.explicit.external, ...(rules?.explicit.external ?? [])],
    },
  };
  const placed: PlacedPolicy[] = [];
  const places = new PolicyPlaces();
  for (const { file, document } of autoscalers) {
    const policy = compileAutoscaler(file, document, all, problems, scope.namespace);
    if (policy === null) continue;
    const twin = places.twinOf(policy);
    if (twin === null) {
      const { line, column } = document.locate([]);
      const one = { policy, place: `${file.path}:${line}:${column}` };
      places.add(one);
      placed.push(one);
    } else {
      const { path, ...words } = doubled(policy, twin);
      const field = path.join('.');
      problems.push({ file: file.path, ...document.locate(path), field, ...words });
    }
  }
  if (placed.length === 0 && problems.length === 0 && scope.mayBeEmpty !== true) {
    problems.push(nothing(files));
  }
  if (problems.length > 0) return { ok: false, problems };
  const policies = placed.map(({ policy }) => policy);
  return { ok: true, policies, placed, rules: own, passedOver };
}

function nothing(files: readonly ConfigFile[]): ConfigProblem {
  return missingFrom(files, {
    message: `there is no HorizontalPodAutoscaler in ${files.length} file(s)`,
    remedy: 'put the manifest of the policy into the folder, as it is applied to a cluster',
  });
}
