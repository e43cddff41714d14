import { type Autoscalers, type ClusterAutoscaler, failure, success } from '../ports/index.ts';
import type { ClusterState } from './embedded-workload.ts';
import { answer, type Faults } from './faults.ts';

/** An autoscaler as it is put into the embedded cluster. */
export type EmbeddedAutoscalerSpec = Pick<
  ClusterAutoscaler,
  'namespace' | 'name' | 'target' | 'minReplicas' | 'maxReplicas'
> &
  Partial<Pick<ClusterAutoscaler, 'owner' | 'annotations'>>;

/** HorizontalPodAutoscalers of the embedded cluster. No controller acts on them. */
export class EmbeddedAutoscalers implements Autoscalers {
  readonly #cluster: ClusterState;
  readonly #faults: Faults;
  readonly #autoscalers = new Map<string, ClusterAutoscaler>();

  constructor(cluster: ClusterState, faults: Faults) {
    this.#cluster = cluster;
    this.#faults = faults;
  }

  /** Adds one, or changes the one of that name. */
  apply(spec: EmbeddedAutoscalerSpec): void {
    const key = `${spec.namespace}/${spec.name}`;
    this.#autoscalers.set(key, {
      owner: null,
      annotations: {},
      ...spec,
      uid: this.#autoscalers.get(key)?.uid ?? this.#cluster.nextUid(),
      resourceVersion: this.#cluster.nextRevision(),
    });
  }

  remove(namespace: string, name: string): boolean {
    return this.#autoscalers.delete(`${namespace}/${name}`);
  }

  list: Autoscalers['list'] = (namespace, { signal }) =>
    answer({ operation: 'listAutoscalers', subject: namespace }, signal, this.#faults, () =>
      success(
        [...this.#autoscalers.values()]
          .filter((autoscaler) => autoscaler.namespace === namespace)
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      ),
    );

  setMinReplicas: Autoscalers['setMinReplicas'] = (seen, minReplicas, changes, { signal }) => {
    const { namespace, name } = seen;
    const key = `${namespace}/${name}`;
    return answer({ operation: 'setMinReplicas', subject: key }, signal, this.#faults, () => {
      const resource = 'horizontalpodautoscalers.autoscaling';
      const before = this.#autoscalers.get(key);
      if (before === undefined) return failure('not-found', `${resource} "${name}" not found`);
      if (before.resourceVersion !== seen.resourceVersion) {
        return failure(
          'conflict',
          `Operation cannot be fulfilled on ${resource} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
        );
      }
      if (!Number.isInteger(minReplicas) || minReplicas < 0 || minReplicas > before.maxReplicas) {
        return failure(
          'invalid',
          `HorizontalPodAutoscaler.autoscaling "${name}" is invalid: spec.minReplicas: Invalid value: ${minReplicas}`,
        );
      }
      const annotations = Object.entries({ ...before.annotations, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      );
      const after = { ...before, minReplicas, annotations: Object.fromEntries(annotations) };
      const changed = JSON.stringify(after) !== JSON.stringify(before);
      const kept = changed ? { ...after, resourceVersion: this.#cluster.nextRevision() } : before;
      this.#autoscalers.set(key, kept);
      return success(kept);
    });
  };
}
