import type { Wrong } from './judge.ts';
import type { Mutation } from './process.ts';

/** A defect that the judge must find, and how it shows. */
export interface PlantedDefect {
  readonly name: string;
  readonly plant: Mutation;
  readonly shows: Wrong;
}

export const defects: readonly PlantedDefect[] = [
  {
    name: 'a store that forgets what is pending',
    shows: 'step',
    plant: (ports) => ({
      ...ports,
      memory: {
        load: ports.memory.load,
        save: (key, memory, ...rest) =>
          ports.memory.save(key, { ...memory, pending: null }, ...rest),
      },
    }),
  },
  {
    name: 'a store that forgets past steps',
    shows: 'step',
    plant: (ports) => ({
      ...ports,
      memory: {
        load: ports.memory.load,
        save: (key, memory, ...rest) =>
          ports.memory.save(key, { ...memory, scaleUpEvents: [], scaleDownEvents: [] }, ...rest),
      },
    }),
  },
  {
    name: 'a store without a lock',
    shows: 'step',
    plant: (ports) => ({
      ...ports,
      memory: {
        load: ports.memory.load,
        save: async (key, memory, _, options) => {
          const stored = await ports.memory.load(key, options);
          if (!stored.ok) return stored;
          return ports.memory.save(key, memory, stored.value?.revision ?? null, options);
        },
      },
    }),
  },
  {
    name: 'a write that passes over what others have written',
    shows: 'overwritten',
    plant: (ports) => ({
      ...ports,
      target: {
        readScale: ports.target.readScale,
        listPods: ports.target.listPods,
        writeScale: async (target, replicas, resourceVersion, options) => {
          const first = await ports.target.writeScale(target, replicas, resourceVersion, options);
          if (first.ok || first.reason !== 'conflict') return first;
          const scale = await ports.target.readScale(target, options);
          if (!scale.ok) return scale;
          return ports.target.writeScale(target, replicas, scale.value.resourceVersion, options);
        },
      },
    }),
  },
  {
    name: 'a missing value that reads as zero',
    shows: 'missing-data',
    plant: (ports) => ({
      ...ports,
      metrics: {
        ...ports.metrics,
        query: async (promql, options) => {
          const answer = await ports.metrics.query(promql, options);
          if (!answer.ok || answer.value.kind !== 'vector') return answer;
          const { samples } = answer.value;
          const [service = ''] = /(?<=exported_service=")[^"]+/.exec(promql) ?? [];
          const none = { labels: { exported_service: service }, at: Date.now(), value: 0 };
          return { ...answer, value: { ...answer.value, samples: samples[0] ? samples : [none] } };
        },
      },
    }),
  },
  {
    name: 'a value that is read upside down',
    shows: 'direction',
    plant: (ports) => ({
      ...ports,
      metrics: {
        ...ports.metrics,
        query: async (promql, options) => {
          const answer = await ports.metrics.query(promql, options);
          if (!answer.ok || answer.value.kind !== 'vector') return answer;
          const samples = answer.value.samples.map((sample) => ({
            ...sample,
            value: typeof sample.value === 'number' ? 1_000 / (sample.value + 1) : sample.value,
          }));
          return { ...answer, value: { ...answer.value, samples } };
        },
      },
    }),
  },
  {
    name: 'a size that is one too many',
    shows: 'bounds',
    plant: (ports) => ({
      ...ports,
      target: {
        readScale: ports.target.readScale,
        listPods: ports.target.listPods,
        writeScale: (target, replicas, ...rest) =>
          ports.target.writeScale(target, replicas + 1, ...rest),
      },
    }),
  },
  {
    name: 'another workload of the same name',
    shows: 'target',
    plant: (ports) => ({
      ...ports,
      target: {
        readScale: (target, options) =>
          ports.target.readScale({ ...target, kind: 'StatefulSet' }, options),
        listPods: ports.target.listPods,
        writeScale: (target, ...rest) =>
          ports.target.writeScale({ ...target, kind: 'StatefulSet' }, ...rest),
      },
    }),
  },
  {
    name: 'pods of which none is ever said to be unready',
    shows: 'nothing-ready',
    plant: (ports) => ({
      ...ports,
      target: {
        readScale: ports.target.readScale,
        writeScale: ports.target.writeScale,
        listPods: async (...call) => {
          const pods = await ports.target.listPods(...call);
          if (!pods.ok) return pods;
          const ready = { status: 'True', lastTransitionTime: 0 } as const;
          return {
            ...pods,
            value: pods.value.map((pod) => ({ ...pod, phase: 'Running', ready })),
          };
        },
      },
    }),
  },
  {
    name: 'writes that are said to be done and are not',
    shows: 'lost-step',
    plant: (ports) => ({
      ...ports,
      target: {
        readScale: ports.target.readScale,
        listPods: ports.target.listPods,
        writeScale: (target, _replicas, _version, options) =>
          ports.target.readScale(target, options),
      },
    }),
  },
  {
    name: 'failures that are said to be final',
    shows: 'answer',
    plant: (ports) => ({
      ...ports,
      memory: {
        save: ports.memory.save,
        load: async (...call) => {
          const stored = await ports.memory.load(...call);
          if (!stored.ok) throw new Error(stored.message);
          return stored;
        },
      },
    }),
  },
];
