import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningProgram, runProgram } from './child-program.ts';
import type { Programs } from './programs.ts';
import { writeFiles } from './prometheus-server.ts';

export interface AlertmanagerOptions {
  readonly programs: Programs;
  /** Text of the configuration; `*_file` entries are relative to its folder. */
  readonly config: string;
  /** Other files of that folder, by relative path: tokens, certificates. */
  readonly files?: Readonly<Record<string, string>>;
  /** Further command line flags. */
  readonly flags?: readonly string[];
}

export interface AlertmanagerServer extends RunningProgram {
  /** The folder of the configuration, removed by `stop` and `kill`. */
  readonly folder: string;
}

/** Starts a real Alertmanager of our own on a free port, alone: no cluster, so no gossip to wait for. */
export async function startAlertmanager(options: AlertmanagerOptions): Promise<AlertmanagerServer> {
  const folder = await mkdtemp(join(tmpdir(), 'flyball-alertmanager-'));
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    await writeFiles(folder, { ...options.files, 'alertmanager.yml': options.config });
    const program = await runProgram({
      file: options.programs.alertmanager,
      readyPath: '/-/ready',
      args: (port) => [
        `--config.file=${join(folder, 'alertmanager.yml')}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--web.external-url=http://alertmanager.test:9093',
        // Empty, not absent: by default it listens on all addresses and holds back the first 10 s.
        '--cluster.listen-address=',
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
