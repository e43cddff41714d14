import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readMemory, writeMemory } from '../../memory/index.ts';
import {
  type CallOptions,
  type Failure,
  failure,
  type MemoryStore,
  type PolicyMemory,
  type Result,
  type StoredMemory,
  success,
} from '../../ports/index.ts';
import { codeOf } from './error-code.ts';

/** A memory as it stands in the folder of its policy. */
interface Found {
  readonly number: number;
  readonly text: string;
  readonly revision: string;
}

/**
 * Memory in files, for one machine: `<folder>/<namespace>/<name>/<number>.json`, of which the
 * highest number counts. A save makes the next number, which the file system lets only one of
 * several writers do, whichever process they are of; older numbers are then removed. There is no
 * lock that a crash could leave behind, and no moment at which the last memory is not whole.
 */
export class FileMemoryStore implements MemoryStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async load(key: string, { signal }: CallOptions): Promise<Result<StoredMemory | null>> {
    const folder = this.#folderOf(key);
    if (folder === null) return badKey(key);
    if (signal.aborted) return givenUp(key);
    try {
      const found = await findNewest(folder);
      return success(
        found === null ? null : { ...readMemory(found.text), revision: found.revision },
      );
    } catch (error) {
      return fileFailure(key, error);
    }
  }

  async save(
    key: string,
    memory: PolicyMemory,
    expected: string | null,
    { signal }: CallOptions,
  ): Promise<Result<string>> {
    const text = writeMemory(memory);
    if (!text.ok) return text;
    const folder = this.#folderOf(key);
    if (folder === null) return badKey(key);
    if (signal.aborted) return givenUp(key);
    try {
      await mkdir(folder, { recursive: true });
      const before = await findNewest(folder);
      if ((before?.revision ?? null) !== expected) return overtaken(key);
      const next = 1 + (before?.number ?? 0);
      const temporary = join(folder, `${randomUUID()}.tmp`);
      try {
        await writeDurably(temporary, text.value);
        if (signal.aborted) return givenUp(key);
        await link(temporary, fileOf(folder, next));
        await syncFolder(folder);
      } finally {
        await rm(temporary, { force: true });
      }
      return await this.#settle(key, folder, next);
    } catch (error) {
      return codeOf(error) === 'EEXIST' ? overtaken(key) : fileFailure(key, error);
    }
  }

  /** Two faster saves can have made our number and removed it again: then ours came too late. */
  async #settle(key: string, folder: string, number: number): Promise<Result<string>> {
    const numbers = await numbersIn(folder);
    if (numbers.some((other) => other > number)) {
      await unlink(fileOf(folder, number)).catch(ignoreAbsence);
      return overtaken(key);
    }
    for (const old of numbers) {
      if (old < number) await unlink(fileOf(folder, old)).catch(ignoreAbsence);
    }
    return success(await revisionOf(folder, number));
  }

  #folderOf(key: string): string | null {
    const parts = key.split('/');
    const named = parts.every((part) => part !== '' && part !== '.' && part !== '..');
    return named ? join(this.#folder, ...parts.map(encodeURIComponent)) : null;
  }
}

async function findNewest(folder: string): Promise<Found | null> {
  for (;;) {
    const number = Math.max(0, ...(await numbersIn(folder)));
    if (number === 0) return null;
    try {
      const text = await readFile(fileOf(folder, number), 'utf8');
      return { number, text, revision: await revisionOf(folder, number) };
    } catch (error) {
      // A later one has just taken its place.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /^[1-9]\d*\.json$/.test(name)).map(Number.parseFloat);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The instant tells it from a file of the same number after all were lost. */
async function revisionOf(folder: string, number: number): Promise<string> {
  const { mtimeNs } = await stat(fileOf(folder, number), { bigint: true });
  return `${number}@${mtimeNs}`;
}

/** Written, and on the disk. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The entry of a folder is on the disk too; where folders cannot be opened, it is best effort. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function fileOf(folder: string, number: number): string {
  return join(folder, `${number}.json`);
}

function ignoreAbsence(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function overtaken(key: string): Failure {
  return failure('conflict', `the memory of ${key} was saved or deleted by somebody else`);
}

function badKey(key: string): Failure {
  return failure('invalid', `the key ${JSON.stringify(key)} names no policy`);
}

function givenUp(key: string): Failure {
  return failure('timeout', `the memory of ${key}: given up before it was touched`);
}

function fileFailure(key: string, error: unknown): Failure {
  const code = codeOf(error);
  const reason = code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'unavailable';
  return failure(reason, `the files of the memory of ${key}: ${String(code ?? 'no access')}`);
}
