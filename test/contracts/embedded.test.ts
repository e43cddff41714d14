import { createEmbeddedCluster, type EmbeddedWorkloadSpec } from '@flyball/webhook';
import { ManualClock } from '../support/manual-clock.ts';
import { autoscalersContract } from './autoscalers.contract.ts';
import { eventSinkContract } from './event-sink.contract.ts';
import { leasesContract } from './leases.contract.ts';
import { memoryStoreContract } from './memory-store.contract.ts';
import { policyDocumentsContract } from './policy-documents.contract.ts';
import { scaleTargetContract } from './scale-target.contract.ts';

const kinds = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['argoproj.io/v1alpha1', 'Rollout'],
] as const;

scaleTargetContract(
  'The embedded cluster',
  kinds.map(([, kind]) => kind),
  async () => {
    let now = Date.UTC(2026, 10, 24, 12);
    const workloads = kinds.map(
      ([apiVersion, kind]): EmbeddedWorkloadSpec => ({
        apiVersion,
        kind,
        namespace: 'kong',
        name: `command-${kind.toLowerCase()}`,
        replicas: 3,
      }),
    );
    const cluster = createEmbeddedCluster({ clock: { now: () => now }, workloads });
    return {
      target: cluster.target,
      workloads,
      passTime: async () => {
        now += 250;
      },
      scaleElsewhere: async (workload, replicas) => {
        cluster.scale(workload, replicas);
      },
      stop: async () => {},
    };
  },
);

eventSinkContract('The embedded cluster', async () => {
  const { events } = createEmbeddedCluster({ clock: { now: () => 0 } });
  return {
    sink: events,
    namespace: 'kong',
    list: async ({ name }) =>
      events
        .list()
        .filter(({ subject }) => subject.name === name)
        .map(({ type, reason, message, count }) => ({ type, reason, message, count })),
    stop: async () => {},
  };
});

memoryStoreContract('The embedded cluster', async () => {
  const { memory } = createEmbeddedCluster({ clock: { now: () => 0 } });
  let keys = 0;
  return {
    store: memory,
    newKey: () => `kong/policy-${++keys}`,
    plant: async (key, text) => {
      memory.plant(key, text);
    },
    lose: async (key) => memory.remove(key),
    stop: async () => {},
  };
});

autoscalersContract('The embedded cluster', async () => {
  const { autoscalers } = createEmbeddedCluster({ clock: { now: () => 0 } });
  const namespace = 'kong';
  return {
    autoscalers,
    namespace,
    apply: async (name, fields) =>
      autoscalers.apply({
        namespace,
        name,
        target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'command' },
        minReplicas: 2,
        maxReplicas: 10,
        ...fields,
      }),
    remove: async (name) => {
      autoscalers.remove(namespace, name);
    },
    stop: async () => {},
  };
});

leasesContract('The embedded cluster', async () => {
  const clock = new ManualClock();
  const { leases } = createEmbeddedCluster({ clock });
  return {
    open: async () => leases,
    namespace: 'kong',
    now: () => clock.now(),
    advance: (milliseconds) => clock.advance(milliseconds),
    stop: async () => {},
  };
});

policyDocumentsContract(
  'The embedded cluster',
  async () => {
    const clock = new ManualClock();
    const { policies } = createEmbeddedCluster({ clock });
    const namespace = 'kong';
    return {
      documents: policies,
      namespace,
      apply: async (name, data, labels = {}) => policies.apply({ namespace, name, data, labels }),
      remove: async (name) => {
        policies.remove(namespace, name);
      },
      forget: async () => policies.compact(),
      passTime: async () => clock.advance(250),
      stop: async () => {},
    };
  },
  true,
);
