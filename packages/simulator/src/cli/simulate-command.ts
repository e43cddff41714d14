import { RecordWriter } from '@flyball/core';
import { simulate } from '../engine/index.ts';
import { runText } from '../report/index.ts';
import { scoreRun } from '../score/index.ts';
import { parseFailIf } from './fail-if.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';
import { loadExperiment } from './load-experiment.ts';
import { Progress } from './progress.ts';

/** The flags of `flyball simulate`. */
export interface SimulateOptions {
  readonly policy?: string;
  readonly workload?: string;
  readonly seed?: number;
  readonly engine?: string;
  readonly json?: boolean;
  readonly ndjson?: boolean;
  readonly trace?: boolean;
  readonly failIf?: string | readonly string[];
}

/** `flyball simulate <experiment>`: one run of one policy, as a chart, figures and every change. */
export function simulateCommand(
  io: CommandIo,
  given: string,
  options: SimulateOptions,
  version: string,
): ExitCode {
  const conditions = [options.failIf ?? []].flat().map(parseFailIf);
  const experiment = loadExperiment(io, given, {
    ...(options.engine !== undefined && { engine: options.engine }),
    ...(options.workload !== undefined && { workload: options.workload }),
  });
  const name = options.policy ?? experiment.baseline;
  const scenario = experiment.scenarios.get(name);
  if (scenario === undefined) {
    const known = [...experiment.scenarios.keys()].join(', ');
    throw new UsageError(`no policy is named ${name}; there is ${known}`);
  }
  const seed = options.seed === undefined ? (experiment.seeds[0] ?? 1n) : BigInt(options.seed);
  const progress = new Progress(io);
  const records = new RecordWriter(version);
  const run = simulate(scenario, {
    seed,
    trace: options.trace ?? false,
    onProgress: (share) => progress.show(`${Math.floor(share * 100)} %`),
    ...(options.ndjson && {
      onLook: (look, policy) => io.write(records.write(look, policy)),
    }),
  });
  progress.done();
  const score = scoreRun(run, experiment.prices);
  if (options.json) io.write(`${JSON.stringify({ policy: name, score, run }, null, 2)}\n`);
  else if (!options.ndjson) io.write(runText(`${experiment.name} · ${name}`, run, score, io.width));
  const met = conditions.filter(({ isMet }) => isMet([score]));
  for (const { text } of met) io.tell(`failed, ${name}: ${text}\n`);
  return met.length > 0 ? 3 : 0;
}
