import { type GenericSchema, object, optional, record, string } from 'valibot';
import { readMemory, writeMemory } from '../memory/index.ts';
import {
  type CallOptions,
  failure,
  type MemoryStore,
  type PolicyMemory,
  type Result,
  type StoredMemory,
  success,
} from '../ports/index.ts';
import type { KubernetesApi, KubernetesCall } from './kubernetes-api.ts';
import { answerMayBeLost } from './lost-answer.ts';
import { memoryPlace } from './memory-place.ts';
import { fieldManager, mergePatch } from './requests.ts';

/** Where in the ConfigMap the memory stands. */
const dataKey = 'memory.json';

interface ConfigMap {
  readonly metadata: { readonly resourceVersion: string };
  readonly data: Readonly<Record<string, string>>;
}

const configMapSchema: GenericSchema<unknown, ConfigMap> = object({
  metadata: object({ resourceVersion: string() }),
  data: optional(record(string(), string()), {}),
});

export interface ConfigMapMemoryOptions {
  /** One namespace for the memories of all policies, instead of each policy's own. */
  readonly namespace?: string;
}

/**
 * Memory beside the policies: one ConfigMap for each, `flyball-memory.<namespace>.<name>`, whose
 * resourceVersion is the lock. Anybody may look at it; who edits it makes it unreadable at worst.
 */
export class ConfigMapMemoryStore implements MemoryStore {
  readonly #api: KubernetesApi;
  readonly #options: ConfigMapMemoryOptions;

  constructor(api: KubernetesApi, options: ConfigMapMemoryOptions = {}) {
    this.#api = api;
    this.#options = options;
  }

  async load(key: string, options: CallOptions): Promise<Result<StoredMemory | null>> {
    const found = await this.#read(key, options);
    if (!found.ok) return found;
    if (found.value === null) return success(null);
    const { metadata, data } = found.value;
    return success({ ...readMemory(data[dataKey] ?? ''), revision: metadata.resourceVersion });
  }

  async save(
    key: string,
    memory: PolicyMemory,
    expected: string | null,
    options: CallOptions,
  ): Promise<Result<string>> {
    const text = writeMemory(memory);
    if (!text.ok) return text;
    const write = (): Promise<Result<string>> =>
      expected === null
        ? this.#create(key, text.value, options)
        : this.#replace(key, text.value, expected, options);

    const written = await write();
    if (written.ok || !answerMayBeLost(written)) return written;
    const now = await this.#read(key, options);
    if (!now.ok) return written;
    const revision = now.value?.metadata.resourceVersion ?? null;
    // It never arrived; should it still do, one of the two gets the conflict.
    if (revision === expected) return write();
    const arrived = revision !== null && now.value?.data[dataKey] === text.value;
    return arrived ? success(revision) : written;
  }

  /** Null when there is none. */
  async #read(key: string, { signal }: CallOptions): Promise<Result<ConfigMap | null>> {
    const { namespace, name } = memoryPlace(key, this.#options.namespace);
    const found = await this.#api.call({
      kind: 'read',
      names: [namespace, name],
      request: ({ core }) => core.readNamespacedConfigMap(name, namespace),
      schema: configMapSchema,
      signal,
    });
    return !found.ok && found.reason === 'not-found' ? success(null) : found;
  }

  async #create(key: string, text: string, { signal }: CallOptions): Promise<Result<string>> {
    const { namespace, name } = memoryPlace(key, this.#options.namespace);
    const labels = { 'app.kubernetes.io/managed-by': 'flyball' };
    const body = { metadata: { name, namespace, labels }, data: { [dataKey]: text } };
    const created = await this.#write({
      names: [namespace, name],
      request: ({ core }) =>
        core.createNamespacedConfigMap(namespace, body, undefined, undefined, fieldManager),
      signal,
    });
    return !created.ok && created.reason === 'exists' ? overtaken(key) : created;
  }

  async #replace(
    key: string,
    text: string,
    expected: string,
    { signal }: CallOptions,
  ): Promise<Result<string>> {
    const { namespace, name } = memoryPlace(key, this.#options.namespace);
    const body = { metadata: { resourceVersion: expected }, data: { [dataKey]: text } };
    const replaced = await this.#write({
      names: [namespace, name],
      request: ({ core }) =>
        mergePatch(
          core.patchNamespacedConfigMap(name, namespace, body, undefined, undefined, fieldManager),
        ),
      signal,
    });
    // What was loaded has been deleted since: whoever did that was faster.
    return !replaced.ok && replaced.reason === 'not-found' ? overtaken(key) : replaced;
  }

  async #write(call: Omit<KubernetesCall<ConfigMap>, 'kind' | 'schema'>): Promise<Result<string>> {
    const written = await this.#api.call({ ...call, kind: 'write', schema: configMapSchema });
    return written.ok ? success(written.value.metadata.resourceVersion) : written;
  }
}

function overtaken(key: string): Result<string> {
  return failure('conflict', `the memory of ${key} was saved or deleted by somebody else`);
}
