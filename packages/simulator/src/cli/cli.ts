import cac from 'cac';
import { experimentSchema, FileProblemsError } from '../experiment/index.ts';
import { type CompareOptions, compareCommand } from './compare-command.ts';
import { type ExplainOptions, explainCommand } from './explain-command.ts';
import { initCommand } from './init-command.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';
import { type LintCommandOptions, lintCommand } from './lint-command.ts';
import { type ReplayOptions, replayCommand } from './replay-command.ts';
import { type SimulateOptions, simulateCommand } from './simulate-command.ts';

/**
 * The command line `flyball`.
 *
 * @param argv what was typed after `flyball`.
 * @param version of the package.
 * @returns how it ended.
 */
export async function runCli(
  argv: readonly string[],
  io: CommandIo,
  version: string,
): Promise<ExitCode> {
  const program = makeProgram(io, version);
  try {
    program.parse(['node', 'flyball', ...argv], { run: false });
    if (program.options['help'] === true || program.options['version'] === true) return 0;
    if (program.matchedCommand === undefined) {
      const [word] = argv;
      if (word !== undefined && !word.startsWith('-')) {
        const known = program.commands.map(({ name }) => name).join(', ');
        throw new UsageError(`${word} is no command; there is ${known}`);
      }
      program.outputHelp();
      return word === undefined ? 0 : 2;
    }
    const code: unknown = await program.runMatchedCommand();
    return code === 1 || code === 2 || code === 3 ? code : 0;
  } catch (error) {
    io.tell(`${messageOf(error)}\n`);
    return isUsersMistake(error) ? 2 : 1;
  }
}

function makeProgram(io: CommandIo, version: string): ReturnType<typeof cac> {
  const program = cac('flyball');
  program
    .command('simulate <experiment>', 'One run of one policy: chart, figures, and every change')
    .option('--policy <name>', 'Which policy; default the baseline')
    .option('--workload <name>', 'Under this load of several; default the first')
    .option('--seed <number>', 'Decides all that is random; default the first of the experiment')
    .option('--engine <name>', 'requests, fluid or backlog, in place of that of the experiment')
    .option('--json', 'The whole run as JSON')
    .option(
      '--ndjson',
      'Every look of the controller, as a decision log: explain and replay read it',
    )
    .option('--trace', 'With --json: every step that led to a number')
    .option('--fail-if <condition>', 'Ends with 3 when it is met, as "slo.violation > 1%"')
    .example('flyball simulate examples/web')
    .example('flyball simulate examples/web --policy "fixed 6" --seed 7')
    .action((experiment: string, options: SimulateOptions) =>
      simulateCommand(io, experiment, options, version),
    );
  program
    .command(
      'compare <experiment>',
      'All policies under the same requests, in a table with a verdict',
    )
    .option('--policy <name>', 'Only these policies; may be given several times')
    .option('--workload <name>', 'Only under this load of several')
    .option('--seeds <number>', 'How many runs of each')
    .option('--first-seed <number>', 'The first seed')
    .option('--engine <name>', 'requests, fluid or backlog, in place of that of the experiment')
    .option('--threads <number>', 'Default one for each core; the outcome does not depend on it')
    .option('--json', 'Scores and differences as JSON')
    .option('--csv', 'One line a run, with a header')
    .option('--ndjson', 'One JSON object a run')
    .option('--fail-if <condition>', 'Ends with 3 when a policy other than the baseline meets it')
    .example('flyball compare examples/web --seeds 50')
    .example('flyball compare examples/web --fail-if "p95 > 300ms" --fail-if "slo.violation > 1%"')
    .action((experiment: string, options: CompareOptions) =>
      compareCommand(io, experiment, options),
    );
  program
    .command(
      'explain <experiment or log>',
      'Why this number: one look of a controller, step by step',
    )
    .option('--at <instant>', 'The last look by then: 90s after the start, or 2026-03-02T00:00:00Z')
    .option('--look <id>', 'The look of this id, which the log of the webhook and its answers name')
    .option('--policy <name>', 'Which policy: of an experiment, or namespace/name of a log')
    .option('--workload <name>', 'Under this load of several; default the first')
    .option('--seed <number>', 'Default the first of the experiment')
    .example('flyball explain examples/web --at 12h5m')
    .example('flyball explain decisions.ndjson --at 2026-03-02T13:11:12Z')
    .example('flyball explain /var/log/flyball --policy kong/command')
    .action((given: string, options: ExplainOptions) => explainCommand(io, given, options));
  program
    .command('replay <log>', 'Makes every decision of a log again: is each what was decided then?')
    .option('--policy <name>', 'Only those about this policy, namespace/name')
    .option('--json', 'Counts and differences as JSON')
    .example('flyball replay decisions.ndjson')
    .example('curl -s http://webhook:8787/api/v1/decisions > now.ndjson; flyball replay now.ndjson')
    .action((given: string, options: ReplayOptions) => replayCommand(io, given, options));
  program
    .command(
      'lint [...files or folders]',
      'What manifests, rules and routes say that their writers hardly mean',
    )
    .option('--service-time <span>', 'How long a request takes alone: judges targets of latency')
    .option('--scrape-interval <span>', 'Between two scrapes; default 30s')
    .option('--sync-period <span>', 'Between two looks of the controller; default 15s')
    .option('--fail-on <severity>', 'error, warning, advice or never; default warning')
    .option('--json', 'The findings as JSON')
    .example('flyball lint manifests values.yaml')
    .example('flyball lint examples/kong-tutorial --service-time 100ms --fail-on error')
    .action((paths: readonly string[], options: LintCommandOptions) =>
      lintCommand(io, paths, options),
    );
  program
    .command('init <folder>', 'Writes an experiment to begin with')
    .example('flyball init my-service')
    .action((folder: string) => initCommand(io, folder));
  program.command('schema', 'The JSON Schema of experiment files, for editors').action(() => {
    io.write(`${JSON.stringify(experimentSchema(), null, 2)}\n`);
    return 0;
  });
  program.help();
  program.version(version);
  return program;
}

function isUsersMistake(error: unknown): boolean {
  if (error instanceof UsageError || error instanceof FileProblemsError) return true;
  // What a scenario refuses, and what cac does not know.
  return error instanceof RangeError || (error instanceof Error && error.name === 'CACError');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
