import { lawByMeanAndCv } from '@flyball/core';
import {
  intensityOf,
  type PodSpec,
  type ServiceSpec,
  shapeOf,
  startService,
} from '@flyball/simulator';
import type { Benchmark } from '../benchmark.ts';
import { bareLoop, naiveService } from '../support/naive-service.ts';

const PODS = 100;
const MEAN = 0.03;
const REQUESTS = 300_000;
const RATE = (0.8 * PODS) / MEAN;
const DURATION = REQUESTS / RATE;
const LOAD = intensityOf(
  shapeOf(
    { kind: 'sinusoid', base: RATE, amplitude: 0.1, period: 40 },
    { duration: DURATION, seed: 1n },
  ),
  DURATION,
);
const LOGNORMAL = lawByMeanAndCv('lognormal', MEAN, 1.5);
const EXPONENTIAL = { law: 'exponential', mean: MEAN } as const;

function service(pods: PodSpec, rest: Partial<ServiceSpec> = {}): () => number {
  return () => {
    const spec: ServiceSpec = {
      requests: { work: LOGNORMAL },
      pods: { initial: PODS, ...pods },
      ...rest,
    };
    const run = startService(spec, LOAD, { seed: 1n });
    for (let t = 1; t <= DURATION; t += 1) run.advanceTo(t);
    run.advanceTo(DURATION);
    return run.latency.quantile(0.99);
  };
}

/** Requests through 100 pods at 80 %, latencies in a histogram, counters of a gateway. */
export const benchmark: Benchmark = {
  name: 'requests',
  about: 'one simulated request, 100 pods at 80 % (goals: 0.5 µs with events, 0.1 µs without)',
  tasks: [
    {
      name: 'objects, closures, comparator',
      operations: 30_000,
      run: () => naiveService(PODS, RATE, MEAN, 30_000),
    },
    {
      name: 'a bare loop, first come first served',
      operations: REQUESTS,
      run: () => bareLoop(PODS, RATE, MEAN, REQUESTS),
    },
    {
      name: 'shared cores, round-robin, lognormal',
      operations: REQUESTS,
      run: service({}),
      peer: 'objects, closures, comparator',
      limit: 0.5,
    },
    {
      name: 'least requests',
      operations: REQUESTS,
      run: service({ balancer: 'least-requests' }),
      peer: 'objects, closures, comparator',
      limit: 0.5,
    },
    {
      name: 'timeouts, retries, floor, memory, limits',
      operations: REQUESTS,
      run: service(
        { concurrency: 64, idleMemory: 100, memoryLimit: 10_000, balancer: 'power-of-two' },
        {
          requests: { work: LOGNORMAL, floor: 0.1, memory: 5 },
          clients: { timeout: 10, cancel: true, retry: { attempts: 3 } },
        },
      ),
      peer: 'objects, closures, comparator',
    },
    {
      name: 'first come first served, exponential',
      operations: REQUESTS,
      run: service({ discipline: 'fcfs' }, { requests: { work: EXPONENTIAL } }),
      peer: 'a bare loop, first come first served',
      limit: 0.1,
    },
  ],
};
