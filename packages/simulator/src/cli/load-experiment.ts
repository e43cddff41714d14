import path from 'node:path';
import { type Experiment, readExperiment } from '../experiment/index.ts';
import { type CommandIo, UsageError } from './io.ts';

/** What the command line may change of an experiment. */
export interface Overrides {
  readonly seeds?: number;
  readonly firstSeed?: number;
  readonly engine?: string;
  readonly policy?: string | readonly string[];
  readonly workload?: string;
}

const FILE_NAMES = ['experiment.yaml', 'experiment.yml', 'experiment.json'];

/**
 * Reads an experiment from a file, or from a folder that holds `experiment.yaml`.
 *
 * @throws UsageError when there is none, FileProblemsError for mistakes in it.
 */
export function loadExperiment(
  io: CommandIo,
  given: string,
  overrides: Overrides = {},
): Experiment {
  const { file, text } = find(io, given);
  const folder = path.dirname(file);
  const experiment = readExperiment(file, text, (name) => io.read(path.join(folder, name)));
  return override(experiment, overrides);
}

function find(io: CommandIo, given: string): { file: string; text: string } {
  const candidates = [given, ...FILE_NAMES.map((name) => path.join(given, name))];
  for (const file of candidates) {
    try {
      return { file, text: io.read(file) };
    } catch {
      // The next one, and in the end the message below.
    }
  }
  throw new UsageError(
    `${given} is neither an experiment nor a folder with ${FILE_NAMES[0]}; flyball init writes one to begin with`,
  );
}

function override(experiment: Experiment, overrides: Overrides): Experiment {
  const { seeds, firstSeed, engine, policy } = overrides;
  const workloads = chosenWorkloads(experiment, overrides.workload);
  const [workload] = workloads.values();
  const wanted = policy === undefined ? undefined : [policy].flat();
  const isNamed = (contender: string, name: string): boolean =>
    contender === name || contender.startsWith(`${name} via `);
  const names = [...experiment.scenarios.keys()];
  const unknown = wanted?.find((name) => !names.some((contender) => isNamed(contender, name)));
  if (unknown !== undefined) {
    const known = names.join(', ');
    throw new UsageError(`no policy is named ${unknown}; there is ${known}`);
  }
  const chosen = [...experiment.scenarios].filter(
    ([contender]) => wanted?.some((name) => isNamed(contender, name)) ?? true,
  );
  const first = firstSeed ?? Number(experiment.seeds[0] ?? 1n);
  const count = seeds ?? (firstSeed === undefined ? experiment.seeds.length : 1);
  const baseline = chosen.some(([name]) => name === experiment.baseline)
    ? experiment.baseline
    : (chosen[0]?.[0] ?? experiment.baseline);
  return {
    ...experiment,
    baseline,
    scenarios: new Map(
      chosen.map(([name, scenario]) => [
        name,
        {
          ...scenario,
          ...(workload && { workload }),
          ...(engine !== undefined && { engine: engineNamed(engine) }),
        },
      ]),
    ),
    workloads,
    seeds: Array.from({ length: count }, (_, k) => BigInt(first + k)),
  };
}

/** The loads to be tried: all, or the one that was named. */
function chosenWorkloads(
  { workloads }: Experiment,
  name: string | undefined,
): Experiment['workloads'] {
  if (name === undefined) return workloads;
  const workload = workloads.get(name);
  if (workload !== undefined) return new Map([[name, workload]]);
  const known = [...workloads.keys()].filter((one) => one !== '').join(', ');
  throw new UsageError(
    `no load is named ${name}; ${known === '' ? 'the experiment has one without a name' : `there is ${known}`}`,
  );
}

function engineNamed(name: string): 'requests' | 'fluid' | 'backlog' {
  if (name === 'requests' || name === 'fluid' || name === 'backlog') return name;
  throw new UsageError(`--engine ${name} is not known; there is requests, fluid, backlog`);
}
