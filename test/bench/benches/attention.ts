import { readFileSync } from 'node:fs';
import {
  compileConfig,
  createAttention,
  createControl,
  createEmbeddedCluster,
  createScriptedMetric,
  formatProblems,
  type PolicyConfig,
} from '@flyball/webhook';
import { systemTimer } from '@flyball/webhook/node';
import type { Benchmark, BenchmarkResult } from '../benchmark.ts';

const count = 10_000;
const settleMs = 20_000;
const measuredMs = 60_000;

/** Finer than a millisecond, which is what is measured. */
const clock = { now: () => performance.timeOrigin + performance.now() };

function policies(): readonly PolicyConfig[] {
  const files = ['hpa.yaml', 'values.yaml'].map((path) => ({
    path,
    text: readFileSync(`examples/kong-tutorial/${path}`, 'utf8'),
  }));
  const config = compileConfig(files);
  if (!config.ok) throw new Error(formatProblems(config.problems));
  const [policy] = config.policies;
  if (policy === undefined) throw new Error('the tutorial has no policy');
  return Array.from({ length: count }, (_, index) => {
    const namespace = `team-${index % 100}`;
    const name = `service-${index}`;
    return {
      ...policy,
      key: `${namespace}/${name}`,
      target: { ...policy.target, namespace, name },
      subject: { ...policy.subject, namespace, name },
    };
  });
}

/** Wakes every policy and measures how long after its instant each look had made its decision. */
async function measure(): Promise<readonly BenchmarkResult[]> {
  const configs = policies();
  const cluster = createEmbeddedCluster({
    clock,
    workloads: configs.map(({ target }) => ({ ...target, replicas: 1 })),
  });
  const metrics = createScriptedMetric({ clock });
  metrics.setDefault((at) => ({
    kind: 'vector',
    samples: [{ labels: { exported_service: 'command' }, at, value: 40 }],
  }));
  const log = { write: () => undefined };
  const { target, memory, autoscalers, events } = cluster;
  const ports = { clock, log, metrics, target, memory, autoscalers, events };
  const control = createControl(configs, ports);

  let delays: number[] = [];
  const attention = createAttention(
    control,
    { clock, log, timer: systemTimer },
    { observe: (look, due) => delays.push(look.at - due) },
  );
  const alert = { fingerprint: 'a', status: 'firing', startsAt: clock.now() } as const;
  attention.start();
  await attention.deliver(
    [{ alert, policies: configs.map(({ key }) => key) }],
    new AbortController().signal,
  );
  await pause(settleMs);
  delays = [];
  const before = process.cpuUsage();
  await pause(measuredMs);
  const { user, system } = process.cpuUsage(before);
  const sorted = delays.toSorted((one, other) => one - other);
  await attention.stop();

  const resident = Math.round(process.memoryUsage().rss / 2 ** 20);
  const busy = Math.round(((user + system) / 1_000 / measuredMs) * 100);
  const at = (share: number): number => (sorted[Math.floor(sorted.length * share)] ?? 0) * 1e6;
  const told = `${sorted.length} looks in ${measuredMs / 1_000} s, ${busy} % of a core, ${resident} MiB`;
  return [{ name: `delay of a look (${told})`, median: at(0.5), p99: at(0.99), limit: 20_000 }];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export const benchmark: Benchmark = {
  name: 'attention',
  about: 'how late 10,000 awake policies are looked at every 15 s, in one process',
  tasks: [],
  measure,
};
