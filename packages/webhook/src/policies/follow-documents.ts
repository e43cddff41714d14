import type {
  Clock,
  Failure,
  Log,
  PolicyChange,
  PolicyDocument,
  PolicyDocuments,
  PolicyScope,
} from '../ports/index.ts';

/** Documents by their `namespace/name`. */
export type DocumentsByName = ReadonlyMap<string, PolicyDocument>;

export interface FollowPorts {
  readonly documents: PolicyDocuments;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits, or until the signal fires. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number of 0 … 1, so that many replicas do not come back at once. */
  readonly random: () => number;
}

/** Waits after failures: they double from the first to the longest. */
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** A watch that ends sooner than this, and tells nothing, counts as failed. */
const shortMs = 1_000;

/** All are listed anew after so long, should a change have got lost on its way. */
const resyncMs = 30 * 60_000;

/** Failures of the way and not of the question: the watch goes on where it was. */
const passing: ReadonlySet<Failure['reason']> = new Set(['unavailable', 'timeout', 'throttled']);

/**
 * Follows the documents of a scope until it is told to stop: a list, then a watch from there, which
 * goes on from the last revision after it ends or its connection breaks. What is too old for the
 * other side, or cannot be read, begins with a list again. It never gives up, and what was known
 * stays known while nothing can be read.
 *
 * @param changed told of all documents whenever one of them has changed, and after each list
 */
export async function followDocuments(
  scope: PolicyScope,
  changed: (documents: DocumentsByName) => void,
  ports: FollowPorts,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  const pause = async (failure: Failure, what: string): Promise<void> => {
    const most = Math.min(firstWaitMs * 2 ** failures, longestWaitMs);
    const wait = failure.retryAfterMs ?? most * (0.5 + ports.random() / 2);
    failures += 1;
    ports.log.write('warn', `${what} of policies failed`, {
      namespace: scope.namespace,
      problem: failure.message,
      againInMs: Math.round(wait),
    });
    await ports.sleep(wait, signal);
  };

  while (!signal.aborted) {
    const listed = await ports.documents.list(scope, { signal });
    if (!listed.ok) {
      if (!signal.aborted) await pause(listed, 'list');
      continue;
    }
    const documents = new Map(listed.value.documents.map((each) => [nameOf(each), each]));
    changed(documents);
    await watchFrom(listed.value.revision, documents);
  }

  /** Comes back when all have to be listed anew. */
  async function watchFrom(start: string, documents: Map<string, PolicyDocument>): Promise<void> {
    let revision = start;
    const take = (changes: readonly PolicyChange[]): void => {
      failures = 0;
      let isChanged = false;
      for (const change of changes) {
        revision = change.revision;
        if (change.kind === 'bookmark') continue;
        isChanged = true;
        if (change.kind === 'applied') documents.set(nameOf(change.document), change.document);
        else documents.delete(nameOf(change));
      }
      if (isChanged) changed(documents);
    };
    const listedAt = ports.clock.now();
    while (!signal.aborted && ports.clock.now() - listedAt < resyncMs) {
      const [from, begunAt] = [revision, ports.clock.now()];
      const ended = await ports.documents.watch(scope, from, take, { signal });
      if (signal.aborted) return;
      const lasted = ports.clock.now() - begunAt >= shortMs || revision !== from;
      if (ended.ok && lasted) failures = 0;
      else await pause(ended.ok ? tooShort : ended, 'watch');
      if (!ended.ok && !passing.has(ended.reason)) return;
    }
  }
}

const tooShort: Failure = {
  ok: false,
  reason: 'unavailable',
  message: 'the watch ended as soon as it had begun',
  retryable: true,
};

function nameOf({
  namespace,
  name,
}: {
  readonly namespace: string;
  readonly name: string;
}): string {
  return `${namespace}/${name}`;
}
