import {
  type ConfigFile,
  compileConfig,
  formatProblems,
  type PolicyConfig,
} from '../config/index.ts';
import type { OwnPolicies } from '../policies/index.ts';
import { readFolder } from '../runtime/node/index.ts';
import { UsageError } from './usage-error.ts';

/** A configuration without mistakes. */
export interface ReadPolicies extends OwnPolicies {
  readonly files: readonly ConfigFile[];
  readonly policies: readonly PolicyConfig[];
  /** Documents that mean nothing to the webhook, as `file:line kind`. */
  readonly passedOver: readonly string[];
}

/**
 * Reads and compiles the manifests of a folder.
 * @param mayBeEmpty whether it is no mistake when there is no policy
 * @throws {UsageError} whose message is all mistakes, or says that there is no such folder
 */
export async function readPolicies(folder: string, mayBeEmpty = false): Promise<ReadPolicies> {
  const files = await readManifests(folder);
  const config = compileConfig(files, { mayBeEmpty });
  if (!config.ok) {
    const count = config.problems.length === 1 ? '1 mistake' : `${config.problems.length} mistakes`;
    throw new UsageError(`${formatProblems(config.problems)}\n${count} in ${folder}`);
  }
  return {
    ...config,
    files,
    passedOver: config.passedOver.map(({ file, line, kind }) => `${file}:${line} ${kind}`),
  };
}

/**
 * Reads the files of a folder.
 * @throws {UsageError} when there is no such folder
 */
export async function readManifests(folder: string): ReturnType<typeof readFolder> {
  try {
    return await readFolder(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UsageError(`${folder}: there is no such folder`);
    if (code === 'ENOTDIR') {
      throw new UsageError(`${folder} is a file; give the folder in which the manifests are`);
    }
    if (code === 'EACCES') throw new UsageError(`${folder}: it may not be read`);
    throw error;
  }
}
