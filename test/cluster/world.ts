import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Autoscalers,
  type Clock,
  ConfigMapMemoryStore,
  createEmbeddedCluster,
  type EventSink,
  KubernetesAutoscalers,
  KubernetesEventSink,
  KubernetesScaleTarget,
  type MemoryStore,
  memoryPlace,
  type ScaleTarget,
  type TargetReference,
} from '@flyball/webhook';
import type { Settling } from '../contracts/settling.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { adminApi, createNamespace, kubectl, theCluster } from './real-cluster.ts';
import { workloadManifest } from './workloads.ts';

/** What one replica of the webhook works with. */
export interface ClusterPorts {
  readonly target: ScaleTarget;
  readonly events: EventSink;
  readonly memory: MemoryStore;
  readonly autoscalers: Autoscalers;
}

/** A cluster with one Deployment, seen from outside the webhook. */
export interface World extends Settling {
  readonly namespace: string;
  readonly workload: TargetReference;
  readonly clock: Clock;
  /** The ports of another replica, or of the same one after a restart. */
  ports(): Promise<ClusterPorts>;
  /** The wanted size. */
  size(): Promise<number>;
  /** How many pods are ready. */
  readyPods(): Promise<number>;
  /** Somebody else scales. */
  scaleElsewhere(replicas: number): Promise<void>;
  /** Somebody applies an autoscaler for the Deployment. */
  applyAutoscaler(autoscaler: string): Promise<void>;
  removeAutoscaler(autoscaler: string): Promise<void>;
  /** The messages of all events of a reason, each as often as it was seen. */
  events(reason: string): Promise<readonly string[]>;
  /** Somebody else writes into the memory of the policy. */
  plantMemory(text: string): Promise<void>;
  loseMemory(): Promise<void>;
  removeWorkload(): Promise<void>;
  stop(): Promise<void>;
}

const name = 'command';

export async function embeddedWorld(): Promise<World> {
  const namespace = 'kong';
  const workload = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
  const clock = new ManualClock();
  const cluster = createEmbeddedCluster({ clock, workloads: [{ ...workload, replicas: 1 }] });
  const signal = new AbortController().signal;
  return {
    namespace,
    workload,
    clock,
    ports: async () => cluster,
    passTime: async () => clock.advance(250),
    size: async () => {
      const scale = await cluster.target.readScale(workload, { signal });
      return scale.ok ? scale.value.specReplicas : Number.NaN;
    },
    readyPods: async () => {
      const pods = await cluster.target.listPods(namespace, `app=${name}`, { signal });
      return pods.ok ? pods.value.filter(({ ready }) => ready?.status === 'True').length : 0;
    },
    scaleElsewhere: async (replicas) => {
      cluster.scale(workload, replicas);
    },
    applyAutoscaler: async (autoscaler) => {
      const { apiVersion, kind } = workload;
      const bounds = { minReplicas: 1, maxReplicas: 10 };
      const target = { apiVersion, kind, name };
      cluster.autoscalers.apply({ namespace, name: autoscaler, target, ...bounds });
    },
    removeAutoscaler: async (autoscaler) => {
      cluster.autoscalers.remove(namespace, autoscaler);
    },
    events: async (reason) =>
      cluster.events
        .list(namespace)
        .filter((event) => event.reason === reason)
        .flatMap(({ message, count }) => Array.from({ length: count }, () => message)),
    plantMemory: async (text) => {
      cluster.memory.plant(`${namespace}/${name}`, text);
    },
    loseMemory: async () => cluster.memory.remove(`${namespace}/${name}`),
    removeWorkload: async () => {
      cluster.remove(workload);
    },
    stop: async () => {},
  };
}

export async function realWorld(): Promise<World> {
  const { namespace, remove } = await createNamespace();
  const workload = { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
  const clock = { now: (): number => Date.now() };
  const client = kubectl();
  const inNamespace = `-n=${namespace}`;
  await client.apply(workloadManifest(workload, theCluster().nodeName, 1));
  const memory = memoryPlace(`${namespace}/${name}`).name;
  return {
    namespace,
    workload,
    clock,
    ports: async () => {
      const api = await adminApi();
      return {
        target: new KubernetesScaleTarget(api, clock),
        events: new KubernetesEventSink(api, 'webhook-0'),
        memory: new ConfigMapMemoryStore(api),
        autoscalers: new KubernetesAutoscalers(api),
      };
    },
    passTime: () => sleep(50),
    size: async () =>
      Number(
        await client.run('get', 'deployment', name, inNamespace, '-o=jsonpath={.spec.replicas}'),
      ),
    readyPods: async () => {
      const path = '-o=jsonpath={.status.readyReplicas}';
      return Number(await client.run('get', 'deployment', name, inNamespace, path));
    },
    scaleElsewhere: async (replicas) => {
      await client.run('scale', 'deployment', name, inNamespace, `--replicas=${replicas}`);
    },
    applyAutoscaler: async (autoscaler) => {
      const bounds = ['--min=1', '--max=10', '--cpu=50%'];
      await client.run(
        ...['autoscale', 'deployment', name, inNamespace, `--name=${autoscaler}`, ...bounds],
      );
    },
    removeAutoscaler: async (autoscaler) => {
      await client.run('delete', 'horizontalpodautoscaler', autoscaler, inNamespace);
    },
    events: async (reason) => {
      const list = await client.run('get', 'events.events.k8s.io', inNamespace, '-o=json');
      const { items }: { readonly items: readonly KubernetesEvent[] } = JSON.parse(list);
      return items
        .filter((event) => event.reason === reason && event.reportingController === 'flyball')
        .flatMap(({ note, series }) => Array.from({ length: series?.count ?? 1 }, () => note));
    },
    plantMemory: (text) =>
      client.apply({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { namespace, name: memory },
        data: { 'memory.json': text },
      }),
    loseMemory: async () => {
      await client.run('delete', 'configmap', memory, inNamespace);
    },
    removeWorkload: async () => {
      await client.run('delete', 'deployment', name, inNamespace, '--wait=true');
    },
    stop: remove,
  };
}

interface KubernetesEvent {
  readonly reason: string;
  readonly reportingController: string;
  readonly note: string;
  readonly series?: { readonly count: number };
}
