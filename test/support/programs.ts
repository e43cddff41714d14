import { execFile } from 'node:child_process';
import { access, constants, rm, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The real programs that the integration tests and the tutorial run, by absolute path. */
export interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
  readonly amtool: string;
  /** Versions as the two servers print them, for example `2.42.0` and `0.25.0`. */
  readonly versions: { readonly prometheus: string; readonly alertmanager: string };
  /** Folders that they were found in, for the log. */
  readonly folders: readonly string[];
}

export type FoundPrograms =
  | { readonly found: true; readonly programs: Programs }
  | { readonly found: false; readonly reason: string };

export interface FindProgramsOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** `false` looks only at what is there already. */
  readonly mayInstall?: boolean;
}

/** Names of each program's file, best first: Debian renames one of them. */
const names = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  alertmanager: ['prometheus-alertmanager', 'alertmanager'],
  amtool: ['amtool'],
} as const;

type Name = keyof typeof names;

const all = Object.keys(names) as Name[];

/** The Debian packages that hold the programs. */
const packages = ['prometheus', 'prometheus-alertmanager'];
/** Later releases split these off; earlier ones do not know them. */
const splitPackages = ['promtool', 'amtool'];

/**
 * Finds the real Prometheus and Alertmanager: in the folder `FLYBALL_TEST_BIN` if that is set, else
 * on PATH, else by installing Debian's packages, where this is Debian or Ubuntu and we are root.
 * Their services are not started and not enabled: whoever runs us has port 9090 for something else.
 */
export async function findPrograms(options: FindProgramsOptions = {}): Promise<FoundPrograms> {
  const environment = options.environment ?? process.env;
  const given = environment['FLYBALL_TEST_BIN'];
  if (given !== undefined && given !== '') {
    const folder = resolve(given);
    const paths = await look([folder]);
    const missing = missingIn(paths);
    return missing.length === 0
      ? describe(paths)
      : failure(`FLYBALL_TEST_BIN is ${folder}, which lacks ${missing.join(', ')}.`);
  }

  const folders = (environment['PATH'] ?? '').split(delimiter);
  let paths = await look(folders);
  let trouble = '';
  if (missingIn(paths).length > 0 && options.mayInstall !== false) {
    try {
      await installDebianPackages(folders);
      paths = await look(folders);
    } catch (error) {
      trouble = ` ${error instanceof Error ? error.message.trim() : String(error)}`;
    }
  }
  const missing = missingIn(paths);
  return missing.length === 0
    ? describe(paths)
    : failure(`Not on PATH: ${missing.join(', ')}.${trouble}`);
}

function failure(what: string): FoundPrograms {
  return {
    found: false,
    reason: `${what}
  Debian or Ubuntu   apt-get install -y --no-install-recommends prometheus prometheus-alertmanager
  elsewhere          unpack the release archives of Prometheus and Alertmanager into one folder
                     and set FLYBALL_TEST_BIN to it; it must hold prometheus, promtool,
                     alertmanager and amtool`,
  };
}

async function look(folders: readonly string[]): Promise<Map<Name, string>> {
  const paths = new Map<Name, string>();
  for (const name of all) {
    for (const file of names[name].flatMap((each) => folders.map((folder) => join(folder, each)))) {
      if (await isExecutable(file)) {
        paths.set(name, file);
        break;
      }
    }
  }
  return paths;
}

function missingIn(paths: ReadonlyMap<Name, string>): Name[] {
  return all.filter((name) => !paths.has(name));
}

async function describe(paths: ReadonlyMap<Name, string>): Promise<FoundPrograms> {
  const path = (name: Name): string => paths.get(name) ?? name;
  try {
    return {
      found: true,
      programs: {
        prometheus: path('prometheus'),
        promtool: path('promtool'),
        alertmanager: path('alertmanager'),
        amtool: path('amtool'),
        versions: {
          prometheus: await versionOf(path('prometheus')),
          alertmanager: await versionOf(path('alertmanager')),
        },
        folders: [...new Set([...paths.values()].map((file) => resolve(file, '..')))],
      },
    };
  } catch (error) {
    return failure(`Found, but not running: ${error instanceof Error ? error.message : error}.`);
  }
}

/** Both servers print `<name>, version <number> (…)`, on standard output or on standard error. */
async function versionOf(file: string): Promise<string> {
  const { stdout, stderr } = await run(file, ['--version'], { timeout: 10_000 });
  const version = /version (\d+\.\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1];
  if (version === undefined) throw new Error(`${file} --version names no version`);
  return version;
}

async function installDebianPackages(folders: readonly string[]): Promise<void> {
  if (!(await isIn(folders, 'apt-get'))) throw new Error('This system has no apt-get.');
  if (process.getuid?.() !== 0) throw new Error('Only root may install them.');
  await updateLists();
  const known: string[] = [];
  for (const name of splitPackages) if (await isKnown(name)) known.push(name);
  await withoutStartingServices(() =>
    apt(['install', '-y', '--no-install-recommends', ...packages, ...known]),
  );
  // The packages enable their services for the next boot. In a container there is nobody to ask.
  if (await exists('/run/systemd/system')) await run('systemctl', ['disable', ...packages]);
}

async function apt(args: readonly string[]): Promise<void> {
  await run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    timeout: 300_000,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Another apt may hold the lock of the lists, for which apt itself does not wait. */
async function updateLists(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await apt(['update']);
    } catch (error) {
      if (attempt === 5) throw error;
      await sleep(2_000);
    }
  }
}

async function isKnown(name: string): Promise<boolean> {
  return run('apt-cache', ['show', name]).then(
    () => true,
    () => false,
  );
}

/** Debian's own switch for it: a policy that forbids all starts while packages are set up. */
async function withoutStartingServices(install: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if (await exists(policy)) return install();
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    await rm(policy, { force: true });
  }
}

async function isIn(folders: readonly string[], file: string): Promise<boolean> {
  for (const folder of folders) if (await isExecutable(join(folder, file))) return true;
  return false;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
