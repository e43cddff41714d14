import type { PolicyConfig } from '../config/index.ts';

/** What a replacement of the policies did, by their keys. */
export interface PolicyChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** A policy in force. */
export interface PolicyEntry {
  readonly config: PolicyConfig;
  /** Fires when the policy is removed or replaced by another version of itself. */
  readonly withdrawn: AbortSignal;
}

/** The policies that are in force, which change while the webhook runs. */
export class PolicySet {
  #configs: readonly PolicyConfig[] = [];
  readonly #entries = new Map<string, PolicyEntry & { readonly withdraw: () => void }>();

  constructor(policies: readonly PolicyConfig[]) {
    this.replace(policies);
  }

  /** In the order in which they were given; another list after each change. */
  get policies(): readonly PolicyConfig[] {
    return this.#configs;
  }

  entry(key: string): PolicyEntry | undefined {
    return this.#entries.get(key);
  }

  /**
   * Puts these in the place of those that are there. A policy that means the same as before stays
   * as it is, so that a source may give the whole set again whenever any of it changes.
   *
   * @throws RangeError when two of them have one name
   */
  replace(policies: readonly PolicyConfig[]): PolicyChanges {
    const wanted = new Map(policies.map((config) => [config.key, config]));
    if (wanted.size < policies.length) {
      const twin = policies.find((config) => wanted.get(config.key) !== config);
      throw new RangeError(`control: there are two policies ${twin?.key}`);
    }
    const removed = [...this.#entries.keys()].filter((key) => !wanted.has(key));
    for (const key of removed) this.#withdraw(key);
    const added: string[] = [];
    const changed: string[] = [];
    for (const config of policies) {
      const former = this.#entries.get(config.key)?.config;
      if (former !== undefined && isSame(former, config)) continue;
      (former === undefined ? added : changed).push(config.key);
      this.#withdraw(config.key);
      const controller = new AbortController();
      this.#entries.set(config.key, {
        config,
        withdrawn: controller.signal,
        withdraw: () => controller.abort(),
      });
    }
    this.#configs = policies.map((config) => this.#entries.get(config.key)?.config ?? config);
    return { added, changed, removed };
  }

  #withdraw(key: string): void {
    this.#entries.get(key)?.withdraw();
    this.#entries.delete(key);
  }
}

/** Whether both came from the same manifest and ask the same queries. */
function isSame(one: PolicyConfig, other: PolicyConfig): boolean {
  return one === other || identity(one) === identity(other);
}

function identity({ manifest, metrics, evidence }: PolicyConfig): string {
  const queries = [...metrics, ...evidence].map((query) =>
    'promql' in query ? query.promql : query.name,
  );
  return JSON.stringify([manifest, queries]);
}
