import path from 'node:path';
import { experimentSchema } from '../experiment/index.ts';
import { type CommandIo, type ExitCode, UsageError } from './io.ts';

const EXPERIMENT = `# yaml-language-server: $schema=./experiment.schema.json
name: web shop
about: A day of a web shop, scaled on CPU
duration: 1d
start: "2026-03-02T00:00:00Z"
seeds: 5
engine: fluid

# How many requests come. The parts are put together below.
loads:
  day: { kind: diurnal, mean: 120, amplitude: 0.6, peakHour: 19 }
  noise: { kind: noise, cv: 0.1 }
  sale: { kind: flash, peak: 250, start: 12h, rampUp: 1m, plateau: 20m, decay: 15m }
workload: day * noise + sale

# What serves them.
service:
  requests:
    work: { law: lognormal, mean: 25ms, cv: 1.2 }
  pods:
    initial: 4
    cores: 1
    cpuRequest: 0.5
    startup: 20s
    readiness: { initialDelay: 5s, period: 10s }

# What it promises.
goal: { latency: 250ms, share: 99% }
prices: { podHour: 0.04 }

# Who scales it. The others are held against the first.
policies:
  today:
    kind: hpa
    manifest: hpa.yaml
  fixed 10:
    kind: fixed
    replicas: 10
  oracle:
    kind: oracle
    lead: 2m
`;

const MANIFEST = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: shop
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
  minReplicas: 2
  maxReplicas: 30
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: 80
`;

/** `flyball init <folder>`: an experiment to begin with. Nothing that is there is written over. */
export function initCommand(io: CommandIo, folder: string): ExitCode {
  const files: readonly (readonly [name: string, text: string])[] = [
    ['experiment.yaml', EXPERIMENT],
    ['hpa.yaml', MANIFEST],
    ['experiment.schema.json', `${JSON.stringify(experimentSchema(), null, 2)}\n`],
  ];
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    try {
      io.create(file, text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${file} cannot be written: ${reason}`);
    }
    io.write(`wrote ${file}\n`);
  }
  io.write(`\nflyball compare ${folder}\n`);
  return 0;
}
