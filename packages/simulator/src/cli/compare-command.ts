import { compareExperiment } from '../experiment/index.ts';
import {
  comparisonCsv,
  comparisonJson,
  comparisonNdjson,
  comparisonText,
} from '../report/index.ts';
import { parseFailIf } from './fail-if.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { loadExperiment, type Overrides } from './load-experiment.ts';
import { Progress } from './progress.ts';

/** The flags of `flyball compare`. */
export interface CompareOptions extends Overrides {
  readonly threads?: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly ndjson?: boolean;
  readonly failIf?: string | readonly string[];
}

/**
 * `flyball compare <experiment>`: every policy under the same requests, over many seeds, in one table
 * with a verdict.
 */
export async function compareCommand(
  io: CommandIo,
  given: string,
  options: CompareOptions,
): Promise<ExitCode> {
  const conditions = [options.failIf ?? []].flat().map(parseFailIf);
  const experiment = loadExperiment(io, given, options);
  const progress = new Progress(io);
  const comparison = await compareExperiment(experiment, {
    ...(options.threads !== undefined && { threads: options.threads }),
    onProgress: (done, all) => progress.show(`${done} of ${all} runs`),
  });
  progress.done();
  if (options.json) io.write(comparisonJson(comparison));
  else if (options.ndjson) io.write(comparisonNdjson(comparison));
  else if (options.csv) io.write(comparisonCsv(comparison));
  else io.write(comparisonText(comparison));

  // The baseline is what one has; a condition is for what one considers.
  const considered = comparison.results.filter(
    ({ against }, _, all) => all.length === 1 || against !== null,
  );
  const met = conditions.flatMap((condition) =>
    considered
      .filter(({ scores }) => condition.isMet(scores))
      .map(({ name }) => `${name}: ${condition.text}`),
  );
  for (const text of met) io.tell(`failed, ${text}\n`);
  return met.length > 0 ? 3 : 0;
}
