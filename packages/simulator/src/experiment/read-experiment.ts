import {
  type DefaultedHorizontalPodAutoscaler,
  type DocumentPath,
  readDocuments,
  readHorizontalPodAutoscalerNode,
  type SourceDocument,
  treeOfValue,
} from '@flyball/core';
import type { AutoscalerSpec, HpaSpec, Scenario } from '../engine/index.ts';
import {
  ExpressionError,
  parseWorkloadExpression,
  RecordedLoadError,
  readCsv,
  readJson,
  readNdjson,
  type Workload,
} from '../workload/index.ts';
import {
  type ExperimentDefinition,
  experimentShape,
  type LoadPart,
} from './definition/definition.ts';
import type { PathDefinition } from './definition/path.ts';
import type { HpaPolicy, PolicyDefinition } from './definition/policy.ts';
import type { FileLoad } from './definition/workload.ts';
import type { Experiment } from './experiment.ts';
import { type FileProblem, FileProblemsError, problemAt } from './problem.ts';
import { readPath } from './read-path.ts';
import { type ReadText, SourceFiles } from './source-files.ts';

const DEFAULT_SEEDS = 20;

/**
 * Reads an experiment: its file, and the manifests and recorded loads that it names.
 *
 * @param file the name of the file, as messages show it.
 * @throws FileProblemsError with every mistake that was found, each with its place and its mend.
 */
export function readExperiment(file: string, text: string, readText: ReadText): Experiment {
  const documents = readDocuments(text, { dialect: 'kubernetes' }).filter(
    ({ isEmpty }) => !isEmpty,
  );
  const [document] = documents;
  if (document === undefined) {
    const place = { file, line: 1, column: 1, field: '' };
    const remedy = 'flyball init writes one to begin with';
    throw new FileProblemsError([{ ...place, message: 'the file holds no experiment', remedy }]);
  }
  const problems: FileProblem[] = document.problems.map((problem) => ({
    file,
    line: problem.line,
    column: problem.column,
    field: '',
    message: problem.message,
    remedy: problem.remedy,
  }));
  if (problems.length > 0) throw new FileProblemsError(problems);
  const definition = experimentShape.read(document.value, [], (problem) =>
    problems.push(problemAt(file, document, problem.path, problem)),
  );
  if (definition === undefined) throw new FileProblemsError(problems);
  return new Compiler(file, new SourceFiles(file, document, readText), definition).compile();
}

/** Turns a definition into an experiment, and gathers what is wrong on the way. */
class Compiler {
  readonly #file: string;
  readonly #files: SourceFiles;
  readonly #definition: ExperimentDefinition;

  constructor(file: string, files: SourceFiles, definition: ExperimentDefinition) {
    this.#file = file;
    this.#files = files;
    this.#definition = definition;
  }

  compile(): Experiment {
    const { name, about, duration, start, engine, gaps, service, goal } = this.#definition;
    const { policies, metrics, faults, prices = {} } = this.#definition;
    const { seeds = DEFAULT_SEEDS, firstSeed = 1 } = this.#definition;
    const workloads = this.#workloads();
    const [workload] = workloads.values();
    const scenarios = new Map<string, Scenario>();
    for (const [policyName, policy] of Object.entries(policies)) {
      for (const [contender, autoscaler] of this.#autoscalers(policyName, policy)) {
        if (workload === undefined) continue;
        scenarios.set(contender, {
          workload,
          duration,
          service,
          goal,
          autoscaler,
          ...(metrics && { metrics }),
          ...(faults && { faults }),
          ...(start !== undefined && { startsAt: start }),
          ...(engine && { engine }),
          ...(gaps && { gaps }),
        });
      }
    }
    const baseline = this.#baseline([...scenarios.keys()]);
    this.#files.throwIfAny();
    return {
      name: name ?? this.#file.replace(/^.*[/\\]/, ''),
      about: about ?? null,
      scenarios,
      workloads,
      baseline,
      seeds: Array.from({ length: seeds }, (_, k) => BigInt(firstSeed + k)),
      prices,
    };
  }

  /** A policy that is tried over several paths stands for the first of them. */
  #baseline(contenders: readonly string[]): string {
    const { baseline } = this.#definition;
    const [first = ''] = contenders;
    if (baseline === undefined) return first;
    const found = contenders.find(
      (name) => name === baseline || name.startsWith(`${baseline} via `),
    );
    // Those whose own mistakes are told already are missing from the list.
    const { policies } = this.#definition;
    if (found === undefined && !Object.hasOwn(policies, baseline)) {
      const known = contenders.join(', ') || Object.keys(policies).join(', ');
      this.#files.report(['baseline'], `no policy is named ${baseline}`, `name one of ${known}`);
    }
    return found ?? first;
  }

  /** The loads to be tried, by name; one without a name for most experiments. */
  #workloads(): ReadonlyMap<string, Workload> {
    const { loads, workload } = this.#definition;
    const parts: [string, Workload][] = [];
    for (const [name, part] of Object.entries(loads)) {
      const load = this.#load(part, ['loads', name]);
      if (load === undefined) return new Map();
      parts.push([name, load]);
    }
    const byName = Object.fromEntries(parts);
    const several = typeof workload === 'object';
    const texts = several ? workload : { '': workload ?? Object.keys(byName).join(' + ') };
    const found = new Map<string, Workload>();
    for (const [name, text] of Object.entries(texts)) {
      const read = this.#expression(text, byName, several ? ['workload', name] : ['workload']);
      if (read !== undefined) found.set(name, read);
    }
    return found;
  }

  #expression(
    text: string,
    loads: Readonly<Record<string, Workload>>,
    at: DocumentPath,
  ): Workload | undefined {
    try {
      return parseWorkloadExpression(text, loads);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const message = `${error.message}, at character ${error.offset + 1}`;
      return this.#files.report(at, message, 'write loads, numbers, + and *');
    }
  }

  #load(part: LoadPart, path: DocumentPath): Workload | undefined {
    if (part.kind !== 'file') return part;
    const text = this.#files.text(part.path, [...path, 'path']);
    if (text === undefined) return undefined;
    try {
      const { workload } = readLoadFile(part, text);
      const { between, repeat } = part;
      return {
        ...workload,
        ...(between && { between }),
        ...(repeat !== undefined && { repeat }),
      };
    } catch (error) {
      if (!(error instanceof RecordedLoadError)) throw error;
      const { message, line = 1 } = error;
      const remedy = 'a load has a column of instants and one of rates or counts';
      this.#files.add({ file: part.path, line, column: 1, field: '', message, remedy });
      return undefined;
    }
  }

  /** The autoscalers of a policy, by the name under which each is compared. */
  #autoscalers(
    name: string,
    policy: PolicyDefinition,
  ): readonly (readonly [string, AutoscalerSpec])[] {
    if (policy.kind !== 'hpa') return [[name, policy]];
    const at = ['policies', name];
    const manifest = this.#manifest(policy, [...at, 'manifest']);
    if (manifest === undefined) return [];
    const { controller } = policy;
    const paths = this.#pathsOf(policy, at);
    return paths.flatMap(([pathName, definition, place]): [string, AutoscalerSpec][] => {
      const path = readPath(definition, place, manifest, this.#files);
      if (path === undefined) return [];
      const hpa: HpaSpec = { kind: 'hpa', manifest, path, ...(controller && { controller }) };
      return [[paths.length > 1 ? `${name} via ${pathName}` : name, hpa]];
    });
  }

  #pathsOf(
    { path }: HpaPolicy,
    at: DocumentPath,
  ): readonly (readonly [name: string, definition: PathDefinition, place: DocumentPath])[] {
    const { paths = {} } = this.#definition;
    const usual: PathDefinition = { kind: 'hpa' };
    if (path === undefined) {
      const all = Object.entries(paths);
      if (all.length === 0) return [['hpa', usual, at]];
      return all.map(([name, definition]) => [name, definition, ['paths', name]]);
    }
    if (typeof path !== 'string') return [['path', path, [...at, 'path']]];
    const named = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (named !== undefined) return [[path, named, ['paths', path]]];
    const known = Object.keys(paths).join(', ');
    this.#files.report(
      [...at, 'path'],
      `no path is named ${path}`,
      known === '' ? 'write it below paths:' : `name one of ${known}`,
    );
    return [];
  }

  #manifest(policy: HpaPolicy, path: DocumentPath): DefaultedHorizontalPodAutoscaler | undefined {
    const { manifest } = policy;
    if (typeof manifest !== 'string') {
      const reading = readHorizontalPodAutoscalerNode(treeOfValue(manifest));
      if (reading.ok) return reading.autoscaler;
      for (const { path: inside, message, remedy } of reading.errors) {
        this.#files.report([...path, ...inside], message, remedy ?? '');
      }
      return undefined;
    }
    const text = this.#files.text(manifest, path);
    if (text === undefined) return undefined;
    const documents = readDocuments(text, { dialect: 'kubernetes' });
    const document = documents.find(isAutoscaler);
    if (document?.root === undefined) {
      const remedy = 'the file needs a document of kind HorizontalPodAutoscaler';
      return this.#files.report(path, `${manifest} holds no HorizontalPodAutoscaler`, remedy);
    }
    const reading = readHorizontalPodAutoscalerNode(document.root);
    if (reading.ok) return reading.autoscaler;
    for (const error of reading.errors) {
      this.#files.add(problemAt(manifest, document, error.path, { remedy: '', ...error }));
    }
    return undefined;
  }
}

function isAutoscaler({ value }: SourceDocument): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'HorizontalPodAutoscaler'
  );
}

function readLoadFile(part: FileLoad, text: string): ReturnType<typeof readCsv> {
  const { path, unit, timeColumn, valueColumn } = part;
  if (/\.json$/i.test(path)) return readJson(text, unit);
  if (/\.(ndjson|jsonl)$/i.test(path)) return readNdjson(text, unit);
  return readCsv(text, {
    ...(unit && { unit }),
    ...(timeColumn !== undefined && { timeColumn }),
    ...(valueColumn !== undefined && { valueColumn }),
  });
}
