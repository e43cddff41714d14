import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type GuardedPolicy, type RecordedLook, RecordWriter } from '@flyball/core';
import type { DecisionLog, Log } from '../../ports/index.ts';
import { codeOf } from './error-code.ts';

export interface FileDecisionLogOptions {
  /** Made if it is not there. One webhook writes to it. */
  readonly folder: string;
  /**
   * The longest file, in bytes; then the next one begins.
   * @defaultValue 64 MiB
   */
  readonly maximumBytes?: number;
  /**
   * How many files are kept, the oldest going first.
   * @defaultValue 8
   */
  readonly maximumFiles?: number;
  /** The version of the program. */
  readonly flyball: string;
  readonly log: Log;
}

/** A folder that cannot hold a decision log. The message names it, and why. */
export class DecisionLogError extends Error {
  override readonly name = 'DecisionLogError';
}

/** Looks that wait for the disk; a disk that is slower than so many of them loses some. */
const longestQueue = 10_000;

interface Waiting {
  readonly look: RecordedLook;
  readonly policy: GuardedPolicy;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly writer: RecordWriter;
  bytes: number;
}

/**
 * Decisions in files of NDJSON: `<folder>/decisions-<number>.ndjson`, the highest number being the
 * latest. Each file is complete in itself: it can be moved, kept and read without the others. Nobody
 * waits for the disk; what it does not take is dropped and counted, and said in the log once when
 * that begins and once when it is over.
 */
export class FileDecisionLog implements DecisionLog {
  readonly #folder: string;
  readonly #maximumBytes: number;
  readonly #maximumFiles: number;
  readonly #flyball: string;
  readonly #log: Log;
  #queue: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #file: OpenFile | null = null;
  #dropped = 0;
  #droppedSince = 0;

  private constructor(options: FileDecisionLogOptions) {
    this.#folder = options.folder;
    this.#maximumBytes = options.maximumBytes ?? 64 * 1024 * 1024;
    this.#maximumFiles = options.maximumFiles ?? 8;
    this.#flyball = options.flyball;
    this.#log = options.log;
  }

  /**
   * Goes on with the last file of the folder, as long as it has room.
   * @throws {DecisionLogError} when the folder cannot be made or written to
   */
  static async open(options: FileDecisionLogOptions): Promise<FileDecisionLog> {
    const log = new FileDecisionLog(options);
    try {
      await mkdir(options.folder, { recursive: true });
      await log.#resume();
    } catch (error) {
      const reason = String(codeOf(error) ?? error);
      throw new DecisionLogError(`${options.folder} cannot hold the decision log: ${reason}`);
    }
    return log;
  }

  /** How many looks were not taken down since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  write(look: RecordedLook, policy: GuardedPolicy): void {
    if (this.#queue.length >= longestQueue) {
      this.#drop(1, 'the disk is too slow');
      return;
    }
    this.#queue.push({ look, policy });
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null;
    });
  }

  /** Writes what waits, and lets go of the file. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#release();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const waiting = this.#queue;
      this.#queue = [];
      for (const [index, { look, policy }] of waiting.entries()) {
        try {
          await this.#append(look, policy);
          this.#recovered();
        } catch (error) {
          // A file that failed may end within a line: the next one begins anew.
          await this.#release();
          this.#drop(waiting.length - index, String(codeOf(error) ?? error));
          break;
        }
      }
    }
  }

  async #append(look: RecordedLook, policy: GuardedPolicy): Promise<void> {
    let file = this.#file ?? (await this.#begin());
    let text = Buffer.from(file.writer.write(look, policy));
    if (file.bytes > 0 && file.bytes + text.length > this.#maximumBytes) {
      file = await this.#begin();
      text = Buffer.from(file.writer.write(look, policy));
    }
    if (text.length > this.#maximumBytes) {
      this.#drop(1, `a look takes ${text.length} bytes, more than a file may have`);
      return;
    }
    await file.handle.appendFile(text);
    file.bytes += text.length;
  }

  async #resume(): Promise<void> {
    const last = (await this.#numbers()).at(-1);
    if (last === undefined) {
      await this.#begin();
      return;
    }
    const file = await this.#openFile(last);
    if (file.bytes >= this.#maximumBytes) {
      await this.#begin();
      return;
    }
    // Whatever a killed program left of its last line is a line of its own.
    if (file.bytes > 0) {
      await file.handle.appendFile('\n');
      file.bytes += 1;
    }
  }

  /** The next file; the oldest ones go. */
  async #begin(): Promise<OpenFile> {
    await this.#release();
    const numbers = await this.#numbers();
    const file = await this.#openFile(1 + (numbers.at(-1) ?? 0));
    for (const number of numbers.slice(0, Math.max(0, numbers.length + 1 - this.#maximumFiles))) {
      await rm(this.#pathOf(number), { force: true });
    }
    return file;
  }

  async #openFile(number: number): Promise<OpenFile> {
    const handle = await open(this.#pathOf(number), 'a');
    const { size } = await handle.stat();
    const file = { handle, writer: new RecordWriter(this.#flyball), bytes: size };
    this.#file = file;
    return file;
  }

  async #release(): Promise<void> {
    const handle = this.#file?.handle;
    this.#file = null;
    await handle?.close().catch(() => undefined);
  }

  /** In rising order. */
  async #numbers(): Promise<readonly number[]> {
    const names = await readdir(this.#folder);
    return names
      .flatMap((name) => /^decisions-(\d{6,15})\.ndjson$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  }

  #pathOf(number: number): string {
    return join(this.#folder, `decisions-${String(number).padStart(6, '0')}.ndjson`);
  }

  #drop(count: number, problem: string): void {
    if (this.#droppedSince === 0) {
      this.#log.write('warn', 'decision log failing', { folder: this.#folder, problem });
    }
    this.#dropped += count;
    this.#droppedSince += count;
  }

  #recovered(): void {
    if (this.#droppedSince === 0) return;
    this.#log.write('info', 'decision log working again', {
      folder: this.#folder,
      dropped: this.#droppedSince,
    });
    this.#droppedSince = 0;
  }
}
