import {
  type ControllerOptions,
  compilePolicy,
  type Decision,
  decide,
  decodeAutoscaler,
  emptyMemory,
  formatInstant,
  type HorizontalPodAutoscaler,
  type Memory,
  type MetricStatus,
  type Milli,
  type Observation,
  type OtherPolicy,
  type Pod,
  type Policy,
  parseGoDuration,
  parseInstant,
  parseQuantity,
  type Reading,
  type RescaleOutcome,
  readPod,
  type SourceError,
  type Status,
  settle,
  treeOfValue,
} from '@flyball/core';
import type { HpaCase, HpaStep, RecordedMetric, RecordedPod } from './hpa-shapes.ts';

type Answer = Omit<HpaStep['expect'], 'conditions' | 'events' | 'currentMetrics'> & {
  readonly conditions: unknown;
  readonly events: unknown;
  readonly currentMetrics: unknown;
};

/** Everything that the steps of a scenario answer, in the shape in which they are recorded. */
export function replay(recorded: HpaCase): readonly Answer[] {
  const cluster = new Cluster(recorded);
  return recorded.steps.map((step) => cluster.reconcile(step));
}

/** The part of the cluster that the recordings leave to whoever plays them. */
class Cluster {
  private readonly options: ControllerOptions;
  private readonly retries: number;
  /** As decoded: what was stored no longer tells an empty list of policies from an absent one. */
  private manifest: HorizontalPodAutoscaler;
  private stored: HorizontalPodAutoscaler;
  private generation = 1;
  private policy: Policy;
  private pods: readonly Pod[] = [];
  private others: readonly OtherPolicy[] = [];
  private memory: Memory = emptyMemory;

  constructor({ options, kubernetes = '1.37', manifest, stored }: HpaCase) {
    this.options = {
      downscaleStabilization: parseGoDuration(options.downscaleStabilizationWindow),
      tolerance: options.tolerance,
      cpuInitializationPeriod: parseGoDuration(options.cpuInitializationPeriod),
      initialReadinessDelay: parseGoDuration(options.initialReadinessDelay),
      kubernetes,
    };
    // 1.32 takes a conflict for final.
    this.retries = kubernetes === '1.32' ? 1 : 5;
    this.manifest = decoded(manifest);
    this.stored = stored;
    this.policy = this.compile();
  }

  reconcile(step: HpaStep): Answer {
    if (step.manifest !== undefined && step.stored !== undefined) {
      this.edit(step.manifest, step.stored);
    }
    if (step.pods !== undefined) this.pods = step.pods.map(podOf);
    if (step.otherHpas !== undefined) this.others = step.otherHpas;
    const observation = this.observe(step);
    const before = this.memory.status;
    const undecided = decide(observation, this.memory, { policy: this.policy });
    const write = undecided.rescale === null ? null : this.write(step, undecided);
    const decision = write?.decision ?? undecided;
    const attempts = write?.attempts ?? 0;
    const stored = storedStatus(decision.memory.status);
    const changed = JSON.stringify(stored) !== JSON.stringify(storedStatus(before));
    const refused = changed ? step.statusUpdateError : undefined;
    this.memory = overJson(
      refused === undefined ? decision.memory : { ...decision.memory, status: before },
    );
    const { outcome } = decision;
    return {
      ...storedStatus(this.memory.status),
      scaledTo: outcome?.ok === true ? decision.desiredReplicas : null,
      ...(step.scale.updateErrors !== undefined && attempts > 0 ? { scaleAttempts: attempts } : {}),
      statusChanged: changed && refused === undefined,
      ...this.report(decision, refused),
    };
  }

  private observe({ at, scale, metrics }: HpaStep): Observation {
    return overJson({
      at: parseInstant(at),
      scale: this.readScale(scale),
      pods: this.pods,
      readings: metrics.map(readingOf),
      otherPolicies: this.others,
    });
  }

  /** The kinds of the recorded cluster: some have no mapping, and their scale cannot be asked for. */
  private readScale({ error, ...scale }: HpaStep['scale']): Observation['scale'] {
    const { apiVersion = '', kind } = this.manifest.spec.scaleTargetRef;
    const [group = '', known] = KINDS.find(([name]) => name === groupOf(apiVersion)) ?? [];
    if (known === undefined) {
      const message = `no matches for kind "${kind}" in group "${groupOf(apiVersion)}"`;
      return { error: { message }, unknownKind: true };
    }
    if (!known.includes(kind)) {
      return {
        error: { message: `no matches for ${group}/, Resource=${kind}` },
        unknownKind: true,
      };
    }
    if (error !== undefined) return { error };
    const { specReplicas, statusReplicas, selector } = scale;
    return { specReplicas, statusReplicas, selector };
  }

  private write(step: HpaStep, decision: Decision): { decision: Decision; attempts: number } {
    const errors = step.scale.updateErrors ?? [];
    let attempts = 0;
    let error: SourceError | undefined;
    do {
      error = errors[attempts++];
    } while (error?.reason === 'Conflict' && attempts < this.retries);
    const at = decision.at + 10 * (attempts - 1);
    const outcome: RescaleOutcome =
      error === undefined ? { ok: true, at } : { ok: false, at, error };
    return { decision: settle(overJson(decision), outcome, { policy: this.policy }), attempts };
  }

  /** Events and error, with those of a status that could not be written in their places. */
  private report(
    decision: Decision,
    refused: SourceError | undefined,
  ): Pick<Answer, 'events' | 'error'> {
    const { events, error } = decision;
    if (refused === undefined) return { events, error };
    const { message } = refused;
    const event = { type: 'Warning', reason: 'FailedUpdateStatus', message };
    const problem = `failed to update status for ${this.manifest.metadata.name}: ${message}`;
    const stopped = STOPPED.includes(decision.reason.code);
    // The controller writes the status before it tells that it could not compute.
    const last = events.at(-1)?.reason === 'FailedComputeMetricsReplicas' ? 1 : 0;
    const before = events.slice(0, events.length - last);
    return {
      events: [...before, event, ...events.slice(before.length)],
      error: stopped ? `${problem}\n${error}` : problem,
    };
  }

  private edit(manifest: HorizontalPodAutoscaler, stored: HorizontalPodAutoscaler): void {
    if (JSON.stringify(stored.spec) !== JSON.stringify(this.stored.spec)) this.generation++;
    this.manifest = decoded(manifest);
    this.stored = stored;
    this.policy = this.compile();
  }

  private compile(): Policy {
    const { metadata } = this.manifest;
    return compilePolicy(
      { ...this.manifest, metadata: { ...metadata, generation: this.generation } },
      this.options,
    );
  }
}

/** The manifest as an API server understands it, whether it would accept it or not. */
function decoded(manifest: HorizontalPodAutoscaler): HorizontalPodAutoscaler {
  const decoding = decodeAutoscaler(treeOfValue(manifest), 'v2');
  if (!decoding.ok) throw new Error(decoding.failure.message);
  return decoding.value as HorizontalPodAutoscaler;
}

const KINDS: readonly (readonly [group: string, kinds: readonly string[]])[] = [
  ['', ['ReplicationController']],
  ['apps', ['Deployment', 'StatefulSet', 'ReplicaSet']],
  ['example.com', ['Rollout']],
];

/** Decisions that ended the reconcile before its regular end. */
const STOPPED: readonly string[] = [
  'FailedGetScale',
  'InvalidSelector',
  'MetricsMissing',
  'FailedUpdateScale',
];

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

function podOf(pod: RecordedPod): Pod {
  const { phase, startTime, conditions } = pod;
  const { name, labels, deletionTimestamp, containers, initContainers, overhead, resources } = pod;
  return readPod({
    metadata: present({ name, labels, deletionTimestamp }),
    spec: present({
      containers: containers.map(containerOf),
      initContainers: initContainers?.map(containerOf),
      overhead,
      resources,
    }),
    status: present({ phase, startTime, conditions }),
  });
}

function containerOf({ name, requests, restartPolicy }: RecordedPod['containers'][number]) {
  return present({ name, resources: present({ requests }), restartPolicy });
}

function readingOf(metric: RecordedMetric): Reading {
  if ('error' in metric) return metric;
  if ('value' in metric) return { value: milliOf(metric.value) };
  if ('values' in metric) return { values: metric.values.map(milliOf) };
  const { pods, ...times } = metric;
  const samples = Object.entries(pods).map(([name, { value, ...own }]) => [
    name,
    { value: milliOf(value), ...timesOf(own) },
  ]);
  return { pods: Object.fromEntries(samples), ...timesOf(times) };
}

function timesOf({ timestamp, window }: { timestamp?: string; window?: string }): {
  readonly at?: number;
  readonly window?: number;
} {
  return present({
    at: timestamp === undefined ? undefined : parseInstant(timestamp),
    window: window === undefined ? undefined : parseGoDuration(window),
  });
}

function milliOf(text: string): Milli {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** The status as the API server stores it: instants to the second, quantities printed anew. */
function storedStatus(status: Status) {
  const { observedGeneration, lastScaleTime, currentReplicas, desiredReplicas } = status;
  return {
    ...(observedGeneration === null ? {} : { observedGeneration }),
    currentReplicas,
    desiredReplicas,
    lastScaleTime: lastScaleTime === null ? null : formatInstant(lastScaleTime),
    currentMetrics: status.currentMetrics.map(storedMetric),
    conditions: status.conditions.map(({ lastTransitionTime, ...condition }) => ({
      ...condition,
      lastTransitionTime: formatInstant(lastTransitionTime),
    })),
  };
}

function storedMetric(metric: MetricStatus): unknown {
  return JSON.parse(JSON.stringify(metric), (key, value: unknown) =>
    (key === 'value' || key === 'averageValue') && typeof value === 'string'
      ? parseQuantity(value).toString()
      : value,
  );
}

/** What is left of a value that has been stored and read again. */
function overJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the members that are undefined. */
function present<T extends object>(members: T): Present<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Present<T>;
}
