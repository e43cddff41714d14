import { safeParse } from 'valibot';
import {
  type CallOptions,
  type Failure,
  failure,
  type PolicyChange,
  type PolicyDocument,
  type PolicyDocuments,
  type PolicyList,
  type PolicyScope,
  type Result,
  success,
} from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import {
  bookmarkSchema,
  policyDocumentSchema,
  policyPageSchema,
  watchLineSchema,
} from './policy-document-schema.ts';
import { watchFailure } from './status-failure.ts';

/** So many on a page: 16 MiB hold that many of the longest that are usual. */
const pageSize = 250;

/** The server is asked to end a watch after so long, so that none outlives its usefulness. */
const watchSeconds = 290;

/** A server that keeps a watch alive sends a bookmark every minute; one that is silent is gone. */
const idleMs = 150_000;

/** The ConfigMaps of a real cluster that hold policies. */
export class KubernetesPolicyDocuments implements PolicyDocuments {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  async list(
    { namespace, selector }: PolicyScope,
    { signal }: CallOptions,
  ): Promise<Result<PolicyList>> {
    const documents: PolicyDocument[] = [];
    for (let from: string | undefined; ; ) {
      const page = await this.#api.call({
        kind: 'read',
        names: [namespace],
        request: ({ core }) =>
          core.listNamespacedConfigMap(
            namespace,
            undefined,
            undefined,
            from,
            undefined,
            selector,
            pageSize,
          ),
        schema: policyPageSchema,
        signal,
      });
      if (!page.ok) return page;
      documents.push(...page.value.documents);
      if (page.value.next === '') return success({ documents, revision: page.value.revision });
      from = page.value.next;
    }
  }

  async watch(
    { namespace, selector }: PolicyScope,
    revision: string,
    tell: (changes: readonly PolicyChange[]) => void,
    { signal }: CallOptions,
  ): Promise<Result<void>> {
    // What ends it is in the stream itself: then nothing that follows counts.
    const end = new AbortController();
    const onAbort = (): void => end.abort(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    let problem: Failure | null = null;

    const takeLines = (lines: readonly string[]): void => {
      if (problem !== null) return;
      const changes: PolicyChange[] = [];
      for (const line of lines) {
        const change = readLine(line, namespace);
        if ('ok' in change) {
          problem = change;
          break;
        }
        changes.push(change);
      }
      if (changes.length > 0) tell(changes);
      if (problem !== null) end.abort();
    };
    const ended = await this.#api.stream({
      names: [namespace],
      request: ({ core }) =>
        core.listNamespacedConfigMap(
          namespace,
          undefined,
          true,
          undefined,
          undefined,
          selector,
          undefined,
          revision,
          undefined,
          undefined,
          watchSeconds,
          true,
        ),
      lines: { tell: takeLines, idleMs },
      signal: end.signal,
    });
    signal.removeEventListener('abort', onAbort);
    return problem ?? ended;
  }
}

function readLine(line: string, namespace: string): PolicyChange | Failure {
  const asked = `watch of the ConfigMaps in ${namespace}`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return failure('malformed', `${asked}: a line is not JSON`);
  }
  const read = safeParse(watchLineSchema, value);
  const { type, object } = read.success ? read.output : { type: '', object: null };
  if (type === 'ERROR') return watchFailure(object, asked);
  if (type === 'BOOKMARK') {
    const bookmark = safeParse(bookmarkSchema, object);
    if (bookmark.success) {
      return { kind: 'bookmark', revision: bookmark.output.metadata.resourceVersion };
    }
  }
  if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') {
    const document = safeParse(policyDocumentSchema, object);
    if (document.success) return changeOf(type === 'DELETED', document.output);
  }
  return failure('malformed', `${asked}: a line is not what an API server sends`);
}

function changeOf(isGone: boolean, document: PolicyDocument): PolicyChange {
  const { namespace, name, resourceVersion: revision } = document;
  return isGone
    ? { kind: 'removed', namespace, name, revision }
    : { kind: 'applied', document, revision };
}
