import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigMapMemoryStore,
  KubernetesAutoscalers,
  KubernetesEventSink,
  KubernetesLeases,
  KubernetesPolicyDocuments,
  KubernetesScaleTarget,
  type TargetReference,
} from '@flyball/webhook';
import { describe } from 'vitest';
import { autoscalersContract } from '../contracts/autoscalers.contract.ts';
import { eventSinkContract } from '../contracts/event-sink.contract.ts';
import { leasesContract } from '../contracts/leases.contract.ts';
import { memoryStoreContract } from '../contracts/memory-store.contract.ts';
import { policyDocumentsContract } from '../contracts/policy-documents.contract.ts';
import { scaleTargetContract } from '../contracts/scale-target.contract.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { adminApi, createNamespace, kubectl, realCluster, theCluster } from './real-cluster.ts';
import { builtInKinds, workloadManifest } from './workloads.ts';

const clock = { now: (): number => Date.now() };

describe.skipIf(realCluster?.runsPods !== true)('a real cluster with pods', () => {
  scaleTargetContract(
    'Kubernetes',
    builtInKinds.map(([, kind]) => kind),
    async () => {
      const { namespace, remove } = await createNamespace();
      const workloads = builtInKinds.map(
        ([apiVersion, kind]): TargetReference => ({
          apiVersion,
          kind,
          namespace,
          name: `command-${kind.toLowerCase()}`,
        }),
      );
      const { nodeName } = theCluster();
      await kubectl().apply(...workloads.map((target) => workloadManifest(target, nodeName)));
      return {
        target: new KubernetesScaleTarget(await adminApi(), clock),
        workloads,
        passTime: () => sleep(50),
        scaleElsewhere: async ({ kind, name }, replicas) => {
          await kubectl().run('scale', `-n=${namespace}`, `--replicas=${replicas}`, kind, name);
        },
        stop: remove,
      };
    },
  );
});

describe.skipIf(realCluster === null)('a real cluster', () => {
  eventSinkContract('Kubernetes', async () => {
    const { namespace, remove } = await createNamespace();
    return {
      sink: new KubernetesEventSink(await adminApi(), 'contract-0'),
      namespace,
      list: async ({ name }) => {
        const list = await kubectl().run(
          'get',
          'events.events.k8s.io',
          `-n=${namespace}`,
          '-o=json',
        );
        const { items }: { readonly items: readonly KubernetesEvent[] } = JSON.parse(list);
        return items
          .filter(({ regarding }) => regarding.name === name)
          .map(({ type, reason, note, series }) => ({
            type,
            reason,
            message: note,
            count: series?.count ?? 1,
          }));
      },
      stop: remove,
    };
  });

  memoryStoreContract('A ConfigMap', async () => {
    const { namespace, remove } = await createNamespace();
    let keys = 0;
    const nameOf = (key: string): string => `flyball-memory.${key.replace('/', '.')}`;
    return {
      store: new ConfigMapMemoryStore(await adminApi()),
      newKey: () => `${namespace}/policy-${++keys}`,
      plant: (key, text) =>
        kubectl().apply({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { namespace, name: nameOf(key) },
          data: { 'memory.json': text },
        }),
      lose: async (key) => {
        await kubectl().run('delete', 'configmap', `-n=${namespace}`, nameOf(key));
      },
      stop: remove,
    };
  });

  autoscalersContract('Kubernetes', async () => {
    const { namespace, remove } = await createNamespace();
    const client = kubectl();
    return {
      autoscalers: new KubernetesAutoscalers(await adminApi()),
      namespace,
      apply: (name, { owner = null, annotations = {} } = {}) =>
        client.apply({
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: {
            namespace,
            name,
            annotations,
            ownerReferences:
              owner === null
                ? []
                : [{ ...owner, apiVersion: 'keda.sh/v1alpha1', controller: true, uid: namespace }],
          },
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
            minReplicas: 2,
            maxReplicas: 10,
          },
        }),
      remove: async (name) => {
        await client.run('delete', 'horizontalpodautoscaler', name, `-n=${namespace}`);
      },
      stop: remove,
    };
  });

  leasesContract('Kubernetes', async () => {
    const { namespace, remove } = await createNamespace();
    const clock = new ManualClock();
    return {
      open: async () => new KubernetesLeases(await adminApi(), clock),
      namespace,
      now: () => clock.now(),
      advance: (milliseconds) => clock.advance(milliseconds),
      stop: remove,
    };
  });

  // The API server forgets on its own account; `policies.test.ts` makes it.
  policyDocumentsContract(
    'Kubernetes',
    async () => {
      const { namespace, remove } = await createNamespace();
      const client = kubectl();
      return {
        documents: new KubernetesPolicyDocuments(await adminApi()),
        namespace,
        apply: (name, data, labels = {}) =>
          client.apply({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { namespace, name, labels },
            data,
          }),
        remove: async (name) => {
          await client.run('delete', 'configmap', name, `-n=${namespace}`);
        },
        passTime: () => sleep(50),
        stop: remove,
      };
    },
    false,
  );
});

interface KubernetesEvent {
  readonly type: string;
  readonly reason: string;
  readonly note: string;
  readonly regarding: { readonly name: string };
  readonly series?: { readonly count: number };
}
