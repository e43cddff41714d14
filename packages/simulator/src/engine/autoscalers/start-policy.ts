import { compilePolicy, guardPolicy, type HorizontalPodAutoscaler } from '@flyball/core';
import type { ContainerUsage, PathEvent } from '../../path/index.ts';
import type { RandomSource } from '../../random/index.ts';
import type { ServiceRun, ServiceSpec } from '../../service/index.ts';
import { Exposition, podBytes, seriesNames, usualMetrics } from '../exposition/index.ts';
import { drawPhases, layPath, pathFaults, seriesRead } from '../path/index.ts';
import type { PathSpec } from '../path-spec.ts';
import { PodView, podName } from '../pod-view.ts';
import type { HpaSpec, Scenario } from '../scenario.ts';
import type { Autoscaler, OnDecision } from './autoscaler.ts';
import { KedaActivation } from './keda-activation.ts';
import { policyAutoscaler } from './policy.ts';

const MEBIBYTE = 1_048_576;

/** What a policy of a run needs besides its own spec. */
export interface StartedWorld {
  readonly service: ServiceRun;
  readonly scenario: Scenario;
  readonly exposition: Exposition | undefined;
  /** Of the run, milliseconds since the epoch. */
  readonly startsAt: number;
  /** For the phases of beats. */
  readonly source: RandomSource;
  readonly onDecision: OnDecision;
  readonly onEvent: ((event: PathEvent) => void) | undefined;
  readonly trace: boolean;
}

/** What the service of a scenario exposes to the path of its policy; nothing where nobody reads it. */
export function expositionFor(scenario: Scenario): Exposition | undefined {
  const { autoscaler, service, metrics = [] } = scenario;
  if (autoscaler.kind !== 'hpa') return undefined;
  const { workload, namespace, described } = namesOf(autoscaler.manifest);
  const isRead = seriesRead(pathOf(autoscaler));
  const exposed = [...usualMetrics(namespace, described), ...metrics].filter((metric) =>
    seriesNames(metric).some(isRead),
  );
  if (exposed.length === 0) return undefined;
  return new Exposition({ metrics: exposed, isRead, workload, namespace, service });
}

/**
 * Starts a policy.
 *
 * @throws RangeError for a metric that nothing answers for, and for a beat that is not positive;
 *   QuantityError for a target that is no quantity.
 */
export function startPolicy(spec: HpaSpec, world: StartedWorld): Autoscaler {
  const { service, exposition, startsAt, source, scenario } = world;
  const path = pathOf(spec);
  const compatibility = path.kind === 'flyball' ? 'flyball' : 'kubernetes';
  const policy = guardPolicy(compilePolicy(spec.manifest, spec.controller), { compatibility });
  const { workload, container } = namesOf(spec.manifest);
  return policyAutoscaler({
    policy,
    path: layPath(path, {
      manifest: policy.manifest,
      service,
      targets: exposition && (() => exposition.targets(service)),
      usage: usageOf(world, workload, container),
      startsAt,
      phases: drawPhases(source),
      draw: () => source.double(),
      faults: pathFaults(scenario.faults ?? [], startsAt),
    }),
    service,
    startsAt,
    pods: new PodView(service, startsAt, requestsOf(scenario.service), { workload, container }),
    activation: path.kind === 'keda' ? new KedaActivation(path) : undefined,
    onDecision: world.onDecision,
    onEvent: world.onEvent,
    trace: world.trace,
  });
}

function pathOf({ path = { kind: 'hpa' } }: HpaSpec): PathSpec {
  return path;
}

/** How things are called, by the manifest. */
function namesOf({ metadata, spec }: HorizontalPodAutoscaler): {
  readonly namespace: string;
  readonly workload: string;
  /** The Service that latencies are of. */
  readonly described: string;
  readonly container: string;
} {
  const { name: workload } = spec.scaleTargetRef;
  const { metrics = [] } = spec;
  const [described = workload] = metrics.flatMap((metric) =>
    metric.type === 'Object' && metric.object.describedObject.kind === 'Service'
      ? [metric.object.describedObject.name]
      : [],
  );
  const [container = workload] = metrics.flatMap((metric) =>
    metric.type === 'ContainerResource' ? [metric.containerResource.container] : [],
  );
  return { namespace: metadata.namespace ?? 'default', workload, described, container };
}

/** What kubelets know of the containers that run, measured when they are asked. */
function usageOf(
  { service, scenario, startsAt }: StartedWorld,
  workload: string,
  container: string,
): (at: number) => Iterable<ContainerUsage> {
  const bytes = podBytes(scenario.service);
  return function* (at) {
    for (const { serial, slot, phase, runningAt } of service.pods) {
      if (phase !== 'starting' && phase !== 'ready') continue;
      yield {
        pod: podName(workload, serial),
        container,
        startedAt: startsAt + (runningAt ?? 0) * 1000,
        at,
        cpuSeconds: service.podCoreTime(slot),
        memoryBytes: bytes(service.podLoad(slot)),
      };
    }
  };
}

function requestsOf({ pods }: ServiceSpec): { cpu: number; memory?: number } {
  const cpu = Math.round((pods.cpuRequest ?? pods.cores ?? 1) * 1000);
  const { memoryLimit } = pods;
  return {
    cpu,
    ...(memoryLimit !== undefined && { memory: Math.round(memoryLimit * MEBIBYTE * 1000) }),
  };
}
