import { erlangC, LogHistogram, requiredServers } from '@flyball/core';
import { randomStream, sampler } from '@flyball/simulator';
import type { Benchmark } from '../benchmark.ts';

const DRAWS = 100_000;
const exponential = sampler({ law: 'exponential', mean: 1 }, randomStream(1n, 'service'));
const lognormal = sampler({ law: 'lognormal', mu: 0, sigma: 1 }, randomStream(2n, 'service'));
const uniform = randomStream(3n, 'service');
const VALUES = Float64Array.from({ length: DRAWS }, lognormal);

function many(draw: () => number): () => number {
  return () => {
    let sum = 0;
    for (let k = 0; k < DRAWS; k += 1) sum += draw();
    return sum;
  };
}

/** What a simulation draws and counts, and the formulas that a policy asks. */
export const benchmark: Benchmark = {
  name: 'mathematics',
  about:
    'one number drawn, counted or computed (goals: Erlang C of 100 in 1 µs, staffing of 1,000 in 20 µs)',
  tasks: [
    {
      name: 'Math.random and Math.log',
      operations: DRAWS,
      run: many(() => -Math.log(1 - Math.random())),
    },
    { name: 'a uniform number of 53 bits', operations: DRAWS, run: many(() => uniform.double()) },
    {
      name: 'an exponential number',
      operations: DRAWS,
      run: many(exponential),
      peer: 'Math.random and Math.log',
    },
    { name: 'a lognormal number', operations: DRAWS, run: many(lognormal) },
    {
      name: 'a latency in a histogram of 1 %',
      operations: DRAWS,
      run() {
        const histogram = new LogHistogram();
        for (const value of VALUES) histogram.record(value);
        return histogram.count;
      },
    },
    { name: 'Erlang C of 100 servers', operations: 1, run: () => erlangC(100, 90), limit: 1 },
    {
      name: 'servers for 1,000 erlangs',
      operations: 1,
      run: () => requiredServers(1000, 1, { criterion: 'probWait', limit: 0.2 }),
      limit: 20,
    },
    {
      name: 'servers for 1,000 erlangs, by p99',
      operations: 1,
      run: () => requiredServers(1000, 1, { criterion: 'sojournQuantile', limit: 5, p: 0.99 }),
      limit: 20,
    },
  ],
};
