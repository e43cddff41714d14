import {
  type Law,
  lawMean,
  rawMoment,
  requireInteger,
  requireNonNegative,
  requirePositive,
  squaredCoefficientOfVariation,
} from '@flyball/core';
import { type RandomRole, randomStream, type Sampler, sampler } from '../random/index.ts';
import { ArrivalClock, type Intensity } from '../workload/index.ts';
import type { SteadyService } from './demand/index.ts';
import type { DeploymentModel, OnPods } from './deployment/index.ts';
import { type FluidModel, FluidService } from './fluid/index.ts';
import { RequestService } from './request-service.ts';
import type {
  ClientModel,
  MemoryModel,
  QueueModel,
  RequestModel,
  Sharing,
} from './requests/index.ts';
import type { ServiceRun } from './service-run.ts';
import type { RequestSpec, ServiceSpec, Span } from './service-spec.ts';

/** Which engine runs a service, and what it keeps. */
export interface ServiceOptions {
  /**
   * `requests`, the default: every request by itself; `fluid`: a flow with estimated latencies;
   * `backlog`: a flow without them, for long sweeps.
   */
  readonly engine?: 'requests' | 'fluid' | 'backlog';
  /** Of the run. */
  readonly seed: bigint;
  /** Law of the gaps between arrivals of open clients; default exponential. */
  readonly gaps?: Law;
  /** Upper edges in seconds of the latency buckets that the service reports. */
  readonly buckets?: readonly number[];
  /** Relative error of latency quantiles; default 0.01. */
  readonly relativeError?: number;
  /** Seconds; answers that take longer are counted apart. */
  readonly slowAfter?: number;
  /** Whether each pod counts for itself what it has answered; default false. */
  readonly perPod?: boolean;
  /** Told whenever the number of pods of any kind may have changed. */
  readonly onPods?: OnPods;
}

/**
 * Starts a service under a load.
 *
 * @throws RangeError for values outside their ranges, and for what the fluid engines do not know.
 */
export function startService(
  spec: ServiceSpec,
  intensity: Intensity,
  options: ServiceOptions,
): ServiceRun {
  checkService(spec);
  const deployment = deploymentModel(spec, options);
  if ((options.engine ?? 'requests') === 'requests') {
    const model = queueModel(spec, intensity, options) ?? requestModel(spec, intensity, options);
    return new RequestService(model, deployment);
  }
  return new FluidService(fluidModel(spec, intensity, options), deployment);
}

/** The law of a span. */
export function lawOfSpan(span: Span): Law {
  return typeof span === 'number' ? { law: 'deterministic', mean: span } : span;
}

function draw(span: Span, seed: bigint, role: RandomRole, index: number): Sampler {
  return sampler(lawOfSpan(span), randomStream(seed, role, index));
}

function checkService({ requests, pods, clients, cluster }: ServiceSpec): void {
  requirePositive('requests.work (mean)', lawMean(lawOfSpan(requests.work)));
  requireNonNegative('requests.memory', requests.memory ?? 0);
  requireNonNegative('requests.downstream.alpha', requests.downstream?.alpha ?? 0);
  requireNonNegative('requests.downstream.beta', requests.downstream?.beta ?? 0);
  requireInteger('requests.downstream.connections', requests.downstream?.connections ?? 1, 1);
  requireInteger('pods.initial', pods.initial ?? 1);
  requirePositive('pods.cores', pods.cores ?? 1);
  requirePositive('pods.cpuRequest', pods.cpuRequest ?? 1);
  requireInteger('pods.concurrency', pods.concurrency ?? 1, 1);
  requireInteger('pods.queue', pods.queue ?? 0);
  requirePositive('pods.readiness.period', pods.readiness?.period ?? 1);
  requireNonNegative('pods.readiness.initialDelay', pods.readiness?.initialDelay ?? 0);
  requireNonNegative('pods.endpointDelay', pods.endpointDelay ?? 0);
  requirePositive('pods.warmUp.from', pods.warmUp?.from ?? 1);
  requirePositive('pods.warmUp.duration', pods.warmUp?.duration ?? 1);
  requireNonNegative('pods.preStop', pods.preStop ?? 0);
  requireNonNegative('pods.gracePeriod', pods.gracePeriod ?? 0);
  requirePositive('clients.timeout', clients?.timeout ?? 1);
  requireInteger('clients.retry.attempts', clients?.retry?.attempts ?? 1, 1);
  requireInteger('clients.users.count', clients?.users?.count ?? 0);
  requireInteger('cluster.podsPerNode', cluster?.podsPerNode ?? 1, 1);
  requireInteger('cluster.nodes', cluster?.nodes ?? 1);
}

function deploymentModel(spec: ServiceSpec, options: ServiceOptions): DeploymentModel {
  const { seed, onPods } = options;
  const { pods, cluster, crashes } = spec;
  const { readiness, warmUp } = pods;
  return {
    initialReplicas: pods.initial ?? 1,
    times: {
      scheduling: draw(pods.scheduling ?? 0.1, seed, 'pods', 1),
      imagePull: draw(pods.imagePull ?? 0, seed, 'pods', 2),
      startup: draw(pods.startup ?? 1, seed, 'pods', 3),
      ...(readiness && {
        readiness: { initialDelay: readiness.initialDelay ?? 0, period: readiness.period ?? 10 },
      }),
      endpointDelay: pods.endpointDelay ?? 0,
      ...(warmUp && { warmUp }),
      preStop: pods.preStop ?? 0,
      gracePeriod: pods.gracePeriod ?? 30,
    },
    cluster: {
      podsPerNode: cluster?.podsPerNode ?? Infinity,
      initialNodes: cluster?.nodes ?? 1,
      minNodes: cluster?.minNodes ?? cluster?.nodes ?? 1,
      maxNodes: cluster?.maxNodes ?? Infinity,
      provisioning: draw(cluster?.provisioning ?? 60, seed, 'pods', 4),
      removeAfter: cluster?.removeAfter ?? 600,
    },
    ...(crashes && {
      crashes: {
        after: draw(crashes.after, seed, 'pods', 5),
        from: crashes.from ?? 0,
        until: crashes.until ?? Infinity,
      },
    }),
    rollouts: spec.rollouts ?? [],
    source: randomStream(seed, 'pods'),
    ...(onPods && { onPods }),
  };
}

function clientModel(spec: ServiceSpec, seed: bigint): ClientModel {
  const {
    timeout = Infinity,
    cancel = false,
    retry,
    users,
    whenUnready = 'fail',
  } = spec.clients ?? {};
  return {
    timeout,
    cancel,
    retry: { attempts: 1, backoff: 0.1, factor: 2, longest: 10, jitter: 0.5, ...retry },
    ...(users && { users: { count: users.count, think: draw(users.think, seed, 'clients', 1) } }),
    whenUnready,
  };
}

function requestModel(
  spec: ServiceSpec,
  intensity: Intensity,
  options: ServiceOptions,
): RequestModel {
  const { requests, pods } = spec;
  const { seed, gaps } = options;
  const { downstream } = requests;
  const clients = clientModel(spec, seed);
  const clock = new ArrivalClock(intensity, randomStream(seed, 'arrivals'), gaps);
  const memory = memoryModel(spec);
  const fcfs = pods.discipline === 'fcfs';
  const sharing: Sharing = fcfs ? { kind: 'own' } : { kind: 'shared', cores: pods.cores ?? 1 };
  return {
    pod: {
      limit: pods.concurrency ?? (fcfs ? 1 : Infinity),
      sharing,
      queueCapacity: pods.queue ?? Infinity,
    },
    balancer: pods.balancer ?? 'round-robin',
    work: draw(requests.work, seed, 'service', 0),
    ...(downstream && {
      downstream: {
        sharing: {
          kind: 'contended',
          alpha: downstream.alpha ?? 0,
          beta: downstream.beta ?? 0,
        },
        limit: downstream.connections ?? Infinity,
        work: draw(downstream.work, seed, 'service', 1),
      },
    }),
    ...floorModel(requests, seed),
    ...(memory && { memory }),
    clients,
    nextArrival: clients.users === undefined ? () => clock.next() : () => Infinity,
    balancerSource: randomStream(seed, 'balancer'),
    clientSource: randomStream(seed, 'clients'),
    ...measurement(options),
  };
}

/** The time that requests take besides: always so much, and more in slow spells. */
function floorModel(
  { floor, slow = [] }: RequestSpec,
  seed: bigint,
): { floor?: (now: number) => number } {
  if (floor === undefined && slow.length === 0) return {};
  const usual = draw(floor ?? 0, seed, 'service', 2);
  const spells = slow.map(({ from, until, by }, k) => ({
    from,
    until,
    by: draw(by, seed, 'service', 3 + k),
  }));
  return {
    floor: (now) =>
      spells.reduce(
        (sum, { from, until, by }) => (from <= now && now < until ? sum + by() : sum),
        usual(),
      ),
  };
}

/** What is measured of a run, whichever engine runs it. */
function measurement({ buckets, relativeError, slowAfter, perPod }: ServiceOptions): {
  buckets?: readonly number[];
  relativeError?: number;
  slowAfter?: number;
  perPod?: boolean;
} {
  return {
    ...(perPod !== undefined && { perPod }),
    ...(buckets && { buckets }),
    ...(relativeError !== undefined && { relativeError }),
    ...(slowAfter !== undefined && { slowAfter }),
  };
}

/** The service without events, when nothing in it needs them. */
function queueModel(
  spec: ServiceSpec,
  intensity: Intensity,
  options: ServiceOptions,
): QueueModel | undefined {
  const { requests, pods, clients } = spec;
  const balancer = pods.balancer ?? 'round-robin';
  if (balancer !== 'random' && balancer !== 'round-robin') return undefined;
  const needsEvents =
    pods.discipline !== 'fcfs' ||
    requests.floor !== undefined ||
    requests.slow !== undefined ||
    requests.downstream !== undefined ||
    pods.queue !== undefined ||
    pods.memoryLimit !== undefined ||
    pods.warmUp !== undefined ||
    clients !== undefined;
  if (needsEvents) return undefined;
  const { seed, gaps } = options;
  const clock = new ArrivalClock(intensity, randomStream(seed, 'arrivals'), gaps);
  return {
    workers: pods.concurrency ?? 1,
    balancer,
    work: draw(requests.work, seed, 'service', 0),
    nextArrival: () => clock.next(),
    balancerSource: randomStream(seed, 'balancer'),
    ...measurement(options),
  };
}

function memoryModel({ requests, pods }: ServiceSpec): MemoryModel | undefined {
  if (pods.memoryLimit === undefined) return undefined;
  return {
    idle: pods.idleMemory ?? 0,
    perRequest: requests.memory ?? 0,
    limit: pods.memoryLimit,
  };
}

/** `2 m3/(3 m2^2)`, at most 10: a law without a third moment has no such number. */
function waitSkew(law: Law): number {
  const skew = (2 * lawMean(law) * rawMoment(law, 3)) / (3 * rawMoment(law, 2) ** 2);
  return Number.isNaN(skew) ? 10 : Math.min(skew, 10);
}

/** What the latency of a service depends on in a steady state. */
export function steadyService({ requests, pods }: ServiceSpec): SteadyService {
  const fcfs = pods.discipline === 'fcfs';
  const law = lawOfSpan(requests.work);
  return {
    meanWork: lawMean(law),
    scv: squaredCoefficientOfVariation(law),
    waitSkew: waitSkew(law),
    cores: fcfs ? (pods.concurrency ?? 1) : (pods.cores ?? 1),
    shared: !fcfs,
    balancer: pods.balancer ?? 'round-robin',
    meanFloor: requests.floor === undefined ? 0 : lawMean(lawOfSpan(requests.floor)),
  };
}

function fluidModel(spec: ServiceSpec, intensity: Intensity, options: ServiceOptions): FluidModel {
  const { requests, pods, clients } = spec;
  const unknown = [
    ['clients.timeout', clients?.timeout],
    ['clients.retry', clients?.retry],
    ['pods.queue', pods.queue],
    ['pods.memoryLimit', pods.memoryLimit],
    ['requests.downstream', requests.downstream],
    ['requests.slow', requests.slow],
  ].find(([, value]) => value !== undefined);
  if (unknown !== undefined) {
    throw new RangeError(
      `${unknown[0]} is not known to the engine "${options.engine}"; use "requests" or leave it out`,
    );
  }
  return {
    ...steadyService(spec),
    intensity,
    ...(clients?.users && {
      users: {
        count: clients.users.count,
        meanThink: lawMean(lawOfSpan(clients.users.think)),
      },
    }),
    whenUnready: clients?.whenUnready ?? 'fail',
    withLatency: options.engine === 'fluid',
    ...measurement(options),
  };
}
