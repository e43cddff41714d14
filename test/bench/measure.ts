import { Bench } from 'tinybench';
import type { Benchmark, BenchmarkResult } from './benchmark.ts';

/** Runs the tasks one after the other, each for half a second after a warm-up. */
export async function measure(benchmark: Benchmark): Promise<readonly BenchmarkResult[]> {
  const bench = new Bench({ name: benchmark.name, time: 500, warmupTime: 200, throws: true });
  for (const task of benchmark.tasks) bench.add(task.name, () => task.run());
  await bench.run();
  return benchmark.tasks.map(({ name, operations, peer, limit }) => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`${benchmark.name}: ${name} did not run`);
    const nanoseconds = (milliseconds: number) => (milliseconds * 1e6) / operations;
    return {
      name,
      median: nanoseconds(result.latency.p50),
      p99: nanoseconds(result.latency.p99),
      ...(peer === undefined ? {} : { peer }),
      ...(limit === undefined ? {} : { limit }),
    };
  });
}
