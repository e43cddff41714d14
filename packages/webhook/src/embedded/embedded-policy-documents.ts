import { matchesSelector, parseSelector } from '@flyball/core';
import {
  type Clock,
  failure,
  type PolicyChange,
  type PolicyDocument,
  type PolicyDocuments,
  type PolicyScope,
  type Result,
  success,
} from '../ports/index.ts';
import type { ClusterState } from './embedded-workload.ts';
import { answer, type Faults } from './faults.ts';

/** A ConfigMap as it is put into the embedded cluster. */
export interface EmbeddedPolicySpec {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

interface Stored {
  readonly document: PolicyDocument;
  readonly labels: Readonly<Record<string, string>>;
}

/** What has become of one of them: how it was, and how it is. */
interface Write {
  readonly revision: number;
  readonly before: Stored | null;
  readonly after: Stored | null;
}

/** An open watch. */
interface Watch {
  readonly take: (write: Write) => void;
  readonly end: (result: Result<void>) => void;
}

/** ConfigMaps of policies in the embedded cluster, which remembers every write until told not to. */
export class EmbeddedPolicyDocuments implements PolicyDocuments {
  readonly #clock: Clock;
  readonly #cluster: ClusterState;
  readonly #faults: Faults;
  readonly #stored = new Map<string, Stored>();
  readonly #watches = new Set<Watch>();
  #writes: Write[] = [];
  #forgottenUntil = 0;
  #revision = 0;

  constructor(clock: Clock, cluster: ClusterState, faults: Faults) {
    this.#clock = clock;
    this.#cluster = cluster;
    this.#faults = faults;
  }

  /** Adds one, or changes the one of that name. */
  apply({ namespace, name, labels, data }: EmbeddedPolicySpec): void {
    const before = this.#stored.get(`${namespace}/${name}`)?.document;
    const document: PolicyDocument = {
      namespace,
      name,
      uid: before?.uid ?? this.#cluster.nextUid(),
      resourceVersion: this.#cluster.nextRevision(),
      createdAt: before?.createdAt ?? this.#clock.now(),
      data,
    };
    this.#write(document, Number(document.resourceVersion), { document, labels });
  }

  /** @returns whether it was there */
  remove(namespace: string, name: string): boolean {
    const before = this.#stored.get(`${namespace}/${name}`);
    if (before === undefined) return false;
    this.#write(before.document, Number(this.#cluster.nextRevision()), null);
    return true;
  }

  /** Forgets what was, as etcd does when it is compacted: older watches cannot be gone on with. */
  compact(): void {
    this.#writes = [];
    this.#forgottenUntil = this.#revision;
  }

  /** Ends every watch, as a server does after its time, or in another way. */
  endWatches(result: Result<void> = success(undefined)): void {
    for (const watch of [...this.#watches]) watch.end(result);
  }

  list: PolicyDocuments['list'] = (scope, { signal }) =>
    answer({ operation: 'listPolicies', subject: scope.namespace }, signal, this.#faults, () =>
      success({
        documents: [...this.#stored.values()]
          .filter((stored) => fits(scope, stored))
          .map(({ document }) => document)
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        revision: String(this.#revision),
      }),
    );

  watch: PolicyDocuments['watch'] = async (scope, revision, tell, { signal }) => {
    const call = { operation: 'watchPolicies', subject: scope.namespace } as const;
    const opened = await answer(call, signal, this.#faults, () =>
      Number(revision) < this.#forgottenUntil
        ? failure('expired', `too old resource version: ${revision} (${this.#forgottenUntil})`)
        : success(undefined),
    );
    if (!opened.ok) return opened;
    const changes = this.#writes
      .filter((write) => write.revision > Number(revision))
      .flatMap((write) => changesOf(scope, write));
    // As the API server does at the begin, so that a quiet watch has something to go on from.
    tell([...changes, { kind: 'bookmark', revision: String(this.#revision) }]);
    return this.#open(scope, tell, signal);
  };

  #open(
    scope: PolicyScope,
    tell: (changes: readonly PolicyChange[]) => void,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    return new Promise((resolve) => {
      const onAbort = (): void =>
        watch.end(failure('timeout', `the watch of ${scope.namespace} was given up`));
      const watch: Watch = {
        take: (write) => {
          const changes = changesOf(scope, write);
          if (changes.length > 0) tell(changes);
        },
        end: (result) => {
          this.#watches.delete(watch);
          signal.removeEventListener('abort', onAbort);
          resolve(result);
        },
      };
      this.#watches.add(watch);
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #write(
    { namespace, name }: Pick<PolicyDocument, 'namespace' | 'name'>,
    revision: number,
    after: Stored | null,
  ): void {
    const key = `${namespace}/${name}`;
    const write = { revision, before: this.#stored.get(key) ?? null, after };
    if (after === null) this.#stored.delete(key);
    else this.#stored.set(key, after);
    this.#revision = revision;
    this.#writes.push(write);
    for (const watch of [...this.#watches]) watch.take(write);
  }
}

function fits({ namespace, selector }: PolicyScope, { document, labels }: Stored): boolean {
  return document.namespace === namespace && matchesSelector(parseSelector(selector), labels);
}

/** One that begins to fit the scope is told as applied, one that no longer does as removed. */
function changesOf(
  scope: PolicyScope,
  { revision, before, after }: Write,
): readonly PolicyChange[] {
  const name = String(revision);
  if (after !== null && fits(scope, after)) {
    return [{ kind: 'applied', document: after.document, revision: name }];
  }
  if (before === null || !fits(scope, before)) return [];
  const { namespace } = before.document;
  return [{ kind: 'removed', namespace, name: before.document.name, revision: name }];
}
