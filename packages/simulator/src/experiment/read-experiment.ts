import {
  type DefaultedHorizontalPodAutoscaler,
  type DocumentPath,
  readDocuments,
  readHorizontalPodAutoscalerNode,
  type SourceDocument,
  treeOfValue,
} from '@flyball/core';
import type { AutoscalerSpec, HpaSpec, MeterSpec, Scenario } from '../engine/index.ts';
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
import type { HpaPolicy, PolicyDefinition } from './definition/policy.ts';
import type { FileLoad } from './definition/workload.ts';
import type { Experiment } from './experiment.ts';
import { type FileProblem, FileProblemsError, problemAt } from './problem.ts';

/** Gives the text of a file that an experiment names, relative to the experiment. */
export type ReadText = (path: string) => string;

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
  return new Compiler(file, document, readText, definition).compile();
}

/** Turns a definition into an experiment, and gathers what is wrong on the way. */
class Compiler {
  readonly #file: string;
  readonly #document: SourceDocument;
  readonly #readText: ReadText;
  readonly #definition: ExperimentDefinition;
  readonly #problems: FileProblem[] = [];

  constructor(
    file: string,
    document: SourceDocument,
    readText: ReadText,
    definition: ExperimentDefinition,
  ) {
    this.#file = file;
    this.#document = document;
    this.#readText = readText;
    this.#definition = definition;
  }

  compile(): Experiment {
    const { name, about, duration, start, engine, gaps, service, goal } = this.#definition;
    const { policies, prices = {}, seeds = DEFAULT_SEEDS, firstSeed = 1 } = this.#definition;
    const workload = this.#workload();
    const scenarios = new Map<string, Scenario>();
    for (const [policyName, policy] of Object.entries(policies)) {
      const autoscaler = this.#autoscaler(policy, ['policies', policyName]);
      if (autoscaler === undefined || workload === undefined) continue;
      scenarios.set(policyName, {
        workload,
        duration,
        service,
        goal,
        autoscaler,
        ...(start !== undefined && { startsAt: start }),
        ...(engine && { engine }),
        ...(gaps && { gaps }),
      });
    }
    const [first = ''] = Object.keys(policies);
    const baseline = this.#definition.baseline ?? first;
    if (!Object.hasOwn(policies, baseline)) {
      const known = Object.keys(policies).join(', ');
      this.#report(['baseline'], `no policy is named ${baseline}`, `name one of ${known}`);
    }
    if (this.#problems.length > 0) throw new FileProblemsError(this.#problems);
    return {
      name: name ?? this.#file.replace(/^.*[/\\]/, ''),
      about: about ?? null,
      scenarios,
      baseline,
      seeds: Array.from({ length: seeds }, (_, k) => BigInt(firstSeed + k)),
      prices,
    };
  }

  #report(path: DocumentPath, message: string, remedy: string): undefined {
    this.#problems.push(problemAt(this.#file, this.#document, path, { message, remedy }));
    return undefined;
  }

  #workload(): Workload | undefined {
    const { loads, workload } = this.#definition;
    const parts: [string, Workload][] = [];
    for (const [name, part] of Object.entries(loads)) {
      const load = this.#load(part, ['loads', name]);
      if (load === undefined) return undefined;
      parts.push([name, load]);
    }
    const byName = Object.fromEntries(parts);
    const text = workload ?? Object.keys(byName).join(' + ');
    try {
      return parseWorkloadExpression(text, byName);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const place = `at character ${error.offset + 1}`;
      return this.#report(
        ['workload'],
        `${error.message}, ${place}`,
        'write loads, numbers, + and *',
      );
    }
  }

  #load(part: LoadPart, path: DocumentPath): Workload | undefined {
    if (part.kind !== 'file') return part;
    const text = this.#text(part.path, [...path, 'path']);
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
      this.#problems.push({ file: part.path, line, column: 1, field: '', message, remedy });
      return undefined;
    }
  }

  #text(path: string, at: DocumentPath): string | undefined {
    try {
      return this.#readText(path);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return this.#report(
        at,
        `${path} cannot be read: ${reason}`,
        'name a file, relative to this one',
      );
    }
  }

  #autoscaler(policy: PolicyDefinition, path: DocumentPath): AutoscalerSpec | undefined {
    if (policy.kind !== 'hpa') return policy;
    const manifest = this.#manifest(policy, [...path, 'manifest']);
    if (manifest === undefined) return undefined;
    const { controller, syncPeriod, phase } = policy;
    const meters = this.#meters(policy.meters ?? {}, manifest, path);
    const hpa: HpaSpec = {
      kind: 'hpa',
      manifest,
      meters,
      ...(controller && { controller }),
      ...(syncPeriod !== undefined && { syncPeriod }),
      ...(phase !== undefined && { phase }),
    };
    return hpa;
  }

  #manifest(policy: HpaPolicy, path: DocumentPath): DefaultedHorizontalPodAutoscaler | undefined {
    const { manifest } = policy;
    if (typeof manifest !== 'string') {
      const reading = readHorizontalPodAutoscalerNode(treeOfValue(manifest));
      if (reading.ok) return reading.autoscaler;
      for (const { path: inside, message, remedy } of reading.errors) {
        this.#report([...path, ...inside], message, remedy ?? '');
      }
      return undefined;
    }
    const text = this.#text(manifest, path);
    if (text === undefined) return undefined;
    const documents = readDocuments(text, { dialect: 'kubernetes' });
    const document = documents.find(isAutoscaler);
    if (document?.root === undefined) {
      const remedy = 'the file needs a document of kind HorizontalPodAutoscaler';
      return this.#report(path, `${manifest} holds no HorizontalPodAutoscaler`, remedy);
    }
    const reading = readHorizontalPodAutoscalerNode(document.root);
    if (reading.ok) return reading.autoscaler;
    for (const error of reading.errors) {
      this.#problems.push(problemAt(manifest, document, error.path, { remedy: '', ...error }));
    }
    return undefined;
  }

  /** The meter of each metric, in the order of the manifest. */
  #meters(
    meters: Readonly<Record<string, MeterSpec>>,
    manifest: DefaultedHorizontalPodAutoscaler,
    path: DocumentPath,
  ): readonly (MeterSpec | null)[] {
    const used = new Set<string>();
    const found = manifest.spec.metrics.map((metric) => {
      const name = metricName(metric);
      if (name === undefined) return null;
      used.add(name);
      const meter = Object.hasOwn(meters, name) ? meters[name] : undefined;
      if (meter !== undefined) return meter;
      const remedy = `write meters: {${name}: {measure: latency, scale: 1000}} or what it reads`;
      this.#report(path, `nothing says what the metric ${name} reads`, remedy);
      return null;
    });
    for (const name of Object.keys(meters)) {
      if (used.has(name)) continue;
      const remedy = `metrics of the manifest are ${[...used].join(', ') || 'cpu and memory only'}`;
      this.#report([...path, 'meters', name], `the manifest has no metric ${name}`, remedy);
    }
    return found;
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

/** The name of a metric that needs a meter; cpu and memory do not. */
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
