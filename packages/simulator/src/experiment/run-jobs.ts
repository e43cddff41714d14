import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Score } from '../score/index.ts';
import { type Job, runJob } from './job.ts';

/** How jobs are run. */
export interface JobOptions {
  /** Threads; default one for each core. */
  readonly threads?: number;
  /** Told after each run. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Threads load compiled modules only. */
const COMPILED: boolean = import.meta.url.endsWith('.js');

/**
 * Runs jobs on all cores. The scores stand in the order of the jobs, whichever thread was first, so
 * that the outcome does not depend on the number of cores.
 */
export async function runJobs(
  jobs: readonly Job[],
  { threads = availableParallelism(), onProgress }: JobOptions = {},
): Promise<readonly Score[]> {
  const workers = Math.min(threads, jobs.length);
  if (workers <= 1 || !COMPILED) {
    return jobs.map((job, done) => {
      const score = runJob(job);
      onProgress?.(done + 1, jobs.length);
      return score;
    });
  }
  const scores: Score[] = [];
  let next = 0;
  let done = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const give = (): void => {
        const job = jobs[next];
        if (job === undefined) {
          resolve();
          return;
        }
        current = next;
        next += 1;
        worker.postMessage(job);
      };
      worker.on('error', reject);
      worker.on('message', (score: Score) => {
        scores[current] = score;
        done += 1;
        onProgress?.(done, jobs.length);
        give();
      });
      give();
    });
  const pool = Array.from(
    { length: workers },
    () => new Worker(new URL('./worker.js', import.meta.url)),
  );
  try {
    await Promise.all(pool.map(work));
  } finally {
    await Promise.all(pool.map((worker) => worker.terminate()));
  }
  return scores;
}
