import type { Benchmark, BenchmarkResult } from '../benchmark.ts';
import { startMetricsChain } from '../support/metrics-chain.ts';
import { openLoop } from '../support/open-loop.ts';

const SERVICES = 1_000;
const SECONDS = 10;

/** Reads at rates, through TLS, the front proxy's certificate, and a query for each. */
async function measureChain(): Promise<readonly BenchmarkResult[]> {
  const chain = await startMetricsChain(SERVICES);
  if (chain === null) {
    console.log('  there is no Prometheus: see CONTRIBUTING.md, The real programs');
    return [];
  }
  const { read, query } = chain;
  try {
    const results: BenchmarkResult[] = [];
    const measure = async (
      name: string,
      perSecond: number,
      send: (service: number) => Promise<void>,
      peer?: string,
    ): Promise<void> => {
      const one = (index: number) => send(index % SERVICES);
      await openLoop(perSecond, 3, one);
      const { median, p99, rate } = await openLoop(perSecond, SECONDS, one);
      const shown = `${name}, ${Math.round(rate)} done a second`;
      results.push({ name: shown, median, p99, ...(peer !== undefined && { peer }) });
    };
    for (const perSecond of [100, 500, 1_000]) {
      await measure(`${perSecond} queries a second, Prometheus alone`, perSecond, query);
      const peer = results.at(-1)?.name;
      await measure(`${perSecond} reads a second`, perSecond, read, peer);
    }
    return results;
  } finally {
    await chain.stop();
  }
}

export const benchmark: Benchmark = {
  name: 'metrics-api',
  about: `reads of ${SERVICES} distinct metrics from flyball-webhook metrics-api and one Prometheus, each with its own query`,
  tasks: [],
  measure: measureChain,
};
