import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server program that runs until it is stopped, and never longer than this process. */
export interface RunningProgram {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The last 64 KiB that it printed. */
  output(): string;
  /** Stops it in its tracks (SIGSTOP): it takes connections and answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it politely (SIGTERM) and waits until it is gone; does nothing the second time. */
  stop(): Promise<void>;
  /** Ends it as a crash would (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
}

export interface RunProgramOptions {
  readonly file: string;
  /** A free one unless it is given. */
  readonly port?: number;
  readonly args: (port: number) => readonly string[];
  /** A path that is polled until it answers 200. */
  readonly readyPath?: string;
  /** The same for what does not speak plain HTTP. */
  readonly isReady?: (port: number) => Promise<boolean>;
  readonly readyWithinMs?: number;
}

const outputLimit = 64 * 1024;

/**
 * Starts a server on a free port of 127.0.0.1 and waits until it says it is ready. Another process
 * may take the port between our asking and its binding: then a new port is tried, three times.
 */
export async function runProgram(options: RunProgramOptions): Promise<RunningProgram> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(options, options.port ?? (await freePort()));
    } catch (error) {
      const inUse = error instanceof Error && error.message.includes('address already in use');
      if (!inUse || attempt === 3) throw error;
    }
  }
}

async function runOnce(options: RunProgramOptions, port: number): Promise<RunningProgram> {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(options.file, options.args(port), { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (chunk: Buffer): void => {
    printed = (printed + chunk.toString()).slice(-outputLimit);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);

  let gone = false;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      printed += error.message;
      gone = true;
      resolve();
    });
    child.once('close', () => {
      gone = true;
      resolve();
    });
  });
  const release = killWithUs(child);

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!gone) {
      child.kill('SIGCONT');
      child.kill(signal);
    }
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    if (!gone) child.kill('SIGKILL');
    await ended;
    release();
  };

  const { readyPath = '/', isReady = () => answersOk(url + readyPath) } = options;
  const deadline = Date.now() + (options.readyWithinMs ?? 30_000);
  while (!(await isReady(port))) {
    if (gone || Date.now() > deadline) {
      await end('SIGKILL');
      throw new Error(`${options.file} did not become ready:\n${printed}`);
    }
    await sleep(25);
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => printed,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/**
 * Makes sure that the child ends when this process does, however it does: a shell waits on a pipe
 * that only we hold open, and kills the child when the pipe closes. Returns how to call that off.
 */
function killWithUs(child: ChildProcess): () => void {
  if (child.pid === undefined) return () => {};
  const guard = spawn('/bin/sh', ['-c', `read line; kill -9 ${child.pid} 2>/dev/null`], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => {});
  guard.unref();
  // The child may be gone before its guard: nothing is left to guard then, nor to report.
  guard.stdin.on('error', () => {});
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  const release = (): void => {
    guard.kill('SIGKILL');
  };
  child.once('close', release);
  return release;
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
