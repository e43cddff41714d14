import type { LatencyGoal, ServiceSpec } from '../../service/index.ts';
import {
  about,
  choice,
  countOrPercent,
  flag,
  integer,
  list,
  number,
  object,
  optional,
  type Shape,
  share,
  span,
} from '../schema/index.ts';
import { spanOrLaw } from './span-law.ts';

const some = (): Shape<number> => number({ least: 1e-9 });
const whole = (least = 0): Shape<number> => integer({ least });

const requests = object({
  work: about('Seconds of one core, or of one worker, that a request needs', spanOrLaw),
  floor: optional(about('Time besides that no number of pods makes shorter', spanOrLaw)),
  slow: optional(
    about(
      'Times in which every request takes longer, as {from: 3m, until: 8m, by: 100ms}',
      list(object({ from: span(), until: span(), by: spanOrLaw })),
    ),
  ),
  downstream: optional(
    object({
      work: about('Time that a call takes alone', spanOrLaw),
      alpha: optional(number({ least: 0 })),
      beta: optional(number({ least: 0 })),
      connections: optional(whole(1)),
    }),
  ),
  memory: optional(about('MiB that it holds in a pod', number({ least: 0 }))),
});

const pods = object({
  initial: optional(whole()),
  discipline: optional(choice(['shared', 'fcfs'])),
  cores: optional(about('CPU limit', some())),
  cpuRequest: optional(about('CPU request, against which utilisation is measured', some())),
  concurrency: optional(about('Most requests in service at once', whole(1))),
  queue: optional(about('Most requests that wait at a pod', whole())),
  balancer: optional(choice(['random', 'round-robin', 'least-requests', 'power-of-two'])),
  idleMemory: optional(number({ least: 0 })),
  memoryLimit: optional(some()),
  scheduling: optional(spanOrLaw),
  imagePull: optional(spanOrLaw),
  startup: optional(about('From the start of the container until it serves', spanOrLaw)),
  readiness: optional(object({ initialDelay: optional(span()), period: optional(span(0.001)) })),
  endpointDelay: optional(span()),
  warmUp: optional(object({ from: number({ least: 0.01, most: 1 }), duration: span(0.001) })),
  preStop: optional(span()),
  gracePeriod: optional(span()),
});

const clients = object({
  timeout: optional(span(0.001)),
  cancel: optional(flag()),
  retry: optional(
    object({
      attempts: optional(whole(1)),
      backoff: optional(span()),
      factor: optional(number({ least: 1 })),
      longest: optional(span()),
      jitter: optional(number({ least: 0, most: 1 })),
    }),
  ),
  users: optional(object({ count: whole(1), think: spanOrLaw })),
  whenUnready: optional(choice(['fail', 'hold'])),
});

const cluster = object({
  podsPerNode: whole(1),
  nodes: optional(whole(1)),
  minNodes: optional(whole()),
  maxNodes: optional(whole(1)),
  provisioning: optional(spanOrLaw),
  removeAfter: optional(span()),
});

/** The model of a service. */
export const serviceShape: Shape<ServiceSpec> = object({
  requests,
  pods,
  clients: optional(clients),
  cluster: optional(cluster),
  rollouts: optional(
    list(object({ at: span(), maxSurge: countOrPercent(), maxUnavailable: countOrPercent() })),
  ),
  crashes: optional(object({ after: spanOrLaw, from: optional(span()), until: optional(span()) })),
});

/** What a service promises. */
export const goalShape: Shape<LatencyGoal> = about(
  'A share of requests within a time, as {latency: 200ms, share: 95%}',
  object({ latency: span(0.000_001), share: share() }),
);
