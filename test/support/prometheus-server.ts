import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningProgram, runProgram } from './child-program.ts';
import type { Programs } from './programs.ts';

const run = promisify(execFile);

export interface PrometheusOptions {
  readonly programs: Programs;
  /** Text of the main configuration; names in `rule_files` are relative to its folder. */
  readonly config: string;
  /** Other files of that folder, by relative path: rules, tokens. */
  readonly files?: Readonly<Record<string, string>>;
  /** History to start with: OpenMetrics text, times in seconds, ended by `# EOF`. */
  readonly history?: string;
  /** How often a firing alert is sent again; Prometheus has 1m as its default. */
  readonly resendDelay?: string;
  /** Further command line flags. */
  readonly flags?: readonly string[];
}

export interface PrometheusServer extends RunningProgram {
  /** The folder of the configuration, removed by `stop` and `kill`. */
  readonly folder: string;
}

/**
 * Starts a real Prometheus of our own on a free port. Its first scrape comes about 5 s later
 * (service discovery publishes targets on a tick that no option changes); `history` needs no wait.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusServer> {
  const folder = await mkdtemp(join(tmpdir(), 'flyball-prometheus-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFiles(folder, { ...options.files, 'prometheus.yml': options.config });
    const database = join(folder, 'tsdb');
    if (options.history !== undefined) {
      const file = join(folder, 'history.om');
      await writeFile(file, options.history);
      await run(
        options.programs.promtool,
        ['tsdb', 'create-blocks-from', 'openmetrics', file, database],
        { timeout: 60_000 },
      );
    }
    const program = await runProgram({
      file: options.programs.prometheus,
      readyPath: '/-/ready',
      args: (port) => [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${database}`,
        // History may be of any age; by default what is older than 15 days is deleted at the start.
        '--storage.tsdb.retention.time=100y',
        `--web.listen-address=127.0.0.1:${port}`,
        '--web.external-url=http://prometheus.test:9090',
        '--web.enable-lifecycle',
        `--rules.alert.resend-delay=${options.resendDelay ?? '1s'}`,
        ...(options.flags ?? []),
      ],
    });
    return {
      ...program,
      folder,
      stop: () => program.stop().finally(clean),
      kill: () => program.kill().finally(clean),
    };
  } catch (error) {
    await clean();
    throw error;
  }
}

/** Writes files by relative path, making the folders that they need. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
