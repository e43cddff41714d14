import { type ConfigFile, compileConfig, formatProblems } from '../../config/index.ts';
import type { OwnPolicies } from '../../policies/index.ts';
import type { Log } from '../../ports/index.ts';
import { codeOf } from './error-code.ts';
import { readFolder } from './read-folder.ts';

/** A folder is read again after so long: a mounted ConfigMap takes a minute to change anyway. */
const everyMs = 15_000;

/** A folder of policies, as it was read at first. */
export interface PolicyFolder {
  readonly path: string;
  readonly files: readonly ConfigFile[];
  /** Whether it may be without policies, as when others stand in the cluster. */
  readonly mayBeEmpty: boolean;
}

/**
 * Reads a folder again and again, and tells of its policies when they have changed. A folder with
 * a mistake is reported once, and what was told last stays.
 *
 * @param sleep waits, or until the signal fires
 */
export async function followFolder(
  { path, files, mayBeEmpty }: PolicyFolder,
  changed: (policies: OwnPolicies) => void,
  log: Log,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  let last = JSON.stringify(files);
  const refuse = (problem: string): void =>
    log.write('warn', 'policies of the folder refused, the last good ones stay in force', {
      folder: path,
      problem,
    });
  for (;;) {
    await sleep(everyMs, stop);
    if (stop.aborted) return;
    const now = await readAll(path);
    const text = JSON.stringify(now);
    if (text === last) continue;
    last = text;
    if (typeof now === 'string') {
      refuse(now);
      continue;
    }
    const reading = compileConfig(now, { mayBeEmpty });
    if (!reading.ok) {
      refuse(formatProblems(reading.problems));
      continue;
    }
    changed(reading);
    log.write('info', 'policies of the folder read again', {
      folder: path,
      policies: reading.policies.length,
    });
  }
}

/** The files, or why they cannot be read. */
async function readAll(path: string): Promise<readonly ConfigFile[] | string> {
  try {
    return await readFolder(path);
  } catch (error) {
    return `${path} cannot be read: ${String(codeOf(error) ?? 'no access')}`;
  }
}
