import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Narrator } from '../../../examples/kong-tutorial/narrator.ts';
import { startRealChain } from '../../../examples/kong-tutorial/real-chain.ts';
import { replicaPath } from '../../../examples/kong-tutorial/replica-path.ts';
import { waitUntil } from '../../../examples/kong-tutorial/wait-until.ts';
import { findPrograms } from '../../support/programs.ts';
import type { Benchmark, BenchmarkResult } from '../benchmark.ts';

const tutorial = join('examples', 'kong-tutorial');

/** The end of the tolerance above the tutorial's target. */
const bandMs = 44;

/** What happens when, in milliseconds after the first slow request. */
interface Course {
  readonly average: number;
  readonly first: number;
  readonly ten: number;
}

/**
 * One step of load through the real programs, scraped every 5 s, in real time.
 * @param calmMs how long there have been requests of 3 ms before; none came before 0
 */
async function run(window: string, calmMs: number): Promise<Course> {
  const found = await findPrograms();
  if (!found.found) throw new Error(found.reason);
  const folder = await mkdtemp(join(tmpdir(), 'flyball-step-'));
  await writeFile(join(folder, 'hpa.yaml'), await readFile(join(tutorial, 'hpa.yaml')));
  const values = await readFile(join(tutorial, 'values.yaml'), 'utf8');
  await writeFile(join(folder, 'values.yaml'), values.replaceAll('[60s:10s]', window));
  const chain = await startRealChain({
    programs: found.programs,
    folder,
    narrator: new Narrator(() => undefined),
    log: { write: () => undefined },
    scrapeInterval: '5s',
  });
  try {
    const size = (): number => replicaPath(1, chain.cluster.events.list()).at(-1) ?? 1;
    if (calmMs > 0) {
      chain.exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 3 });
      await sleep(calmMs);
    }
    chain.exporter.setTraffic('command', { requestsPerSecond: 20, latencyMs: 102 });
    const begin = performance.now();
    const since = async (
      what: string,
      condition: () => boolean | Promise<boolean>,
    ): Promise<number> => {
      await waitUntil(what, condition);
      return performance.now() - begin;
    };
    const [average, first, ten] = await Promise.all([
      since('the average passes the band', async () => ((await chain.metric()) ?? 0) > bandMs),
      since('the first scale-up', () => size() > 1),
      since('ten replicas', () => size() === 10),
    ]);
    return { average, first, ten };
  } finally {
    await chain.stop();
    await rm(folder, { recursive: true });
  }
}

function results(about: string, { average, first, ten }: Course): BenchmarkResult[] {
  return [
    [`${about} the average passes the band`, average],
    [`${about} first scale-up after that`, Math.max(0, first - average)],
    [`${about} first scale-up after the step`, first],
    [`${about} ten replicas after the step`, ten],
  ].map(([name, milliseconds]) => {
    const nanoseconds = Number(milliseconds) * 1e6;
    return { name: String(name), median: nanoseconds, p99: nanoseconds };
  });
}

/** Each is run once, in real time: it takes a minute or two. */
export const benchmark: Benchmark = {
  name: 'step-to-scale',
  about:
    'a step of latency through the real Prometheus and Alertmanager, scraped every 5 s (goals: 5 s after the average, ten in 45 s; 12 s with a window of 10 s)',
  tasks: [],
  measure: async () => [
    ...results('60 s, from idle:', await run('[60s:10s]', 0)),
    ...results('10 s, from 3 ms:', await run('[10s]', 20_000)),
  ],
};
