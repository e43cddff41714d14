import type { ConfigProblem } from './config-problem.ts';
import type { PolicyConfig } from './policy-config.ts';

/** A policy and where it was written, as `file:line:column`. */
export interface PlacedPolicy {
  readonly policy: PolicyConfig;
  readonly place: string;
}

/** Which policies there are, by name and by target: neither may be there twice. */
export class PolicyPlaces {
  readonly #placed = new Map<string, PlacedPolicy>();

  add(placed: PlacedPolicy): void {
    for (const identity of identitiesOf(placed.policy)) this.#placed.set(identity, placed);
  }

  /** The one that has the name of this one, or scales its target. */
  twinOf(policy: PolicyConfig): PlacedPolicy | null {
    for (const identity of identitiesOf(policy)) {
      const twin = this.#placed.get(identity);
      if (twin !== undefined) return twin;
    }
    return null;
  }
}

function identitiesOf({ key, target }: PolicyConfig): readonly string[] {
  return [`name ${key}`, `target ${JSON.stringify(target)}`];
}

/** What is wrong with a policy that has a twin, and at which field. */
export function doubled(
  { key, target: { kind, namespace, name } }: PolicyConfig,
  { policy: twin, place }: PlacedPolicy,
): Pick<ConfigProblem, 'message' | 'remedy'> & { readonly path: readonly string[] } {
  const remedy = 'remove one of the two: two policies over one workload undo each other';
  return twin.key === key
    ? {
        path: ['metadata', 'name'],
        message: `there is another policy ${key}, in ${place}`,
        remedy,
      }
    : {
        path: ['spec', 'scaleTargetRef', 'name'],
        message: `the policy ${twin.key}, in ${place}, scales ${kind} ${namespace}/${name} already`,
        remedy,
      };
}
