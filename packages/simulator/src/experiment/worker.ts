import { parentPort } from 'node:worker_threads';
import { type Job, runJob } from './job.ts';

/** A thread that runs one job after another. */
parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(runJob(job));
});
