import {
  compilePolicy,
  decide,
  emptyMemory,
  type GuardedPolicy,
  guardPolicy,
  type Memory,
  type Reading,
  requirePositive,
  settle,
} from '@flyball/core';
import type { RandomSource } from '../../random/index.ts';
import type { ServiceRun, ServiceSpec } from '../../service/index.ts';
import { Meter } from '../meters/meter.ts';
import { MetricsServer } from '../meters/metrics-server.ts';
import { PodView, SELECTOR } from '../pod-view.ts';
import type { HpaSpec } from '../scenario.ts';
import type { Autoscaler, OnDecision } from './autoscaler.ts';

/** What a HorizontalPodAutoscaler of a run needs besides its own spec. */
export interface HpaWorld {
  readonly service: ServiceRun;
  readonly spec: ServiceSpec;
  /** Of the run, milliseconds since the epoch. */
  readonly startsAt: number;
  /** For the phases of beats. */
  readonly source: RandomSource;
  readonly onDecision: OnDecision;
  /** Whether decisions carry every step; default false. */
  readonly trace: boolean;
}

const METRICS_RESOLUTION = 15;
const MEBIBYTE = 1_048_576;

/**
 * The HorizontalPodAutoscaler of a run: at each sync it sees pods and readings as the controller sees
 * them, and core decides.
 *
 * @throws RangeError when a metric has no meter, or a beat is not positive; QuantityError for a target
 *   that is no quantity.
 */
export function hpaAutoscaler(spec: HpaSpec, world: HpaWorld): Autoscaler {
  const { service, startsAt, source, onDecision, trace } = world;
  const { syncPeriod = 15 } = spec;
  requirePositive('syncPeriod', syncPeriod);
  const compatibility = 'kubernetes';
  const policy = guardPolicy(compilePolicy(spec.manifest, spec.controller), { compatibility });
  const pods = new PodView(service, startsAt, requestsOf(world.spec));
  const server = new MetricsServer(
    service,
    METRICS_RESOLUTION,
    source.double() * METRICS_RESOLUTION,
    memoryOf(world.spec, service),
  );
  const meters: Meter[] = [];
  const sources = policy.manifest.spec.metrics.map((metric, index) => {
    if (metric.type === 'Resource') {
      const { name } = metric.resource;
      return () => server.read(name, null, startsAt);
    }
    if (metric.type === 'ContainerResource') {
      const { name, container } = metric.containerResource;
      return () => server.read(name, container, startsAt);
    }
    const meterSpec = spec.meters?.[index];
    if (!meterSpec) {
      throw new RangeError(
        `meters[${index}] is missing: say what spec.metrics[${index}] of type ${metric.type} reads`,
      );
    }
    const meter = new Meter(meterSpec, service, source.double() * (meterSpec.interval ?? 15));
    meters.push(meter);
    return (now: number) => meter.read(now, startsAt);
  });
  const usesServer = sources.length > meters.length;
  let memory: Memory = emptyMemory;
  let nextSync = spec.phase ?? source.double() * syncPeriod;

  const sync = (): void => {
    const now = service.now;
    const readings: Reading[] = sources.map((read) => read(now));
    memory = look({ policy, service, startsAt, readings, pods, memory, trace, onDecision });
    nextSync += syncPeriod;
  };
  return {
    get nextTime() {
      let next = nextSync;
      if (usesServer) next = Math.min(next, server.nextTime);
      for (const meter of meters) next = Math.min(next, meter.nextTime);
      return next;
    },
    step() {
      const now = service.now;
      if (usesServer && server.nextTime <= now) server.sample();
      for (const meter of meters) if (meter.nextTime <= now) meter.sample();
      if (nextSync <= now) sync();
    },
  };
}

/** One look: decide, write the scale, remember. */
function look(world: {
  readonly policy: GuardedPolicy;
  readonly service: ServiceRun;
  readonly startsAt: number;
  readonly readings: readonly Reading[];
  readonly pods: PodView;
  readonly memory: Memory;
  readonly trace: boolean;
  readonly onDecision: OnDecision;
}): Memory {
  const { policy, service, startsAt, readings, pods, memory, trace } = world;
  const { desired, active } = service.counts;
  const at = startsAt + service.now * 1000;
  const observation = {
    at,
    scale: { specReplicas: desired, statusReplicas: active, selector: SELECTOR },
    pods: pods.pods,
    readings,
  };
  const from = { policy, observation, memory };
  const decision = decide(observation, memory, { policy, trace });
  if (decision.rescale === null) {
    world.onDecision(decision, from);
    return decision.memory;
  }
  service.scaleTo(decision.rescale.to);
  const settled = settle(decision, { ok: true, at }, { policy });
  world.onDecision(settled, from);
  return settled.memory;
}

function requestsOf({ pods }: ServiceSpec): { cpu: number; memory?: number } {
  const cpu = Math.round((pods.cpuRequest ?? pods.cores ?? 1) * 1000);
  const { memoryLimit } = pods;
  return {
    cpu,
    ...(memoryLimit !== undefined && { memory: Math.round(memoryLimit * MEBIBYTE * 1000) }),
  };
}

function memoryOf({ pods, requests }: ServiceSpec, service: ServiceRun): (slot: number) => number {
  const { idleMemory = 0 } = pods;
  const { memory = 0 } = requests;
  return (slot) => (idleMemory + memory * service.podLoad(slot)) * MEBIBYTE;
}
