/** Where the memory of a policy stands. */
export interface MemoryPlace {
  readonly namespace: string;
  /** Of the ConfigMap. */
  readonly name: string;
}

/**
 * The ConfigMap that keeps the memory of a policy: `flyball-memory.<namespace>.<name>`, in the
 * policy's own namespace unless one is given for all.
 *
 * @param key the policy's `namespace/name`
 */
export function memoryPlace(key: string, namespace?: string): MemoryPlace {
  const [own = '', ...rest] = key.split('/');
  return {
    namespace: namespace ?? own,
    name: `flyball-memory.${own}.${rest.join('/')}`,
  };
}
