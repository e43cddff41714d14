import type { PolicyConfig } from '../config/index.ts';
import type { Look, LookCause } from './look.ts';
import { sharedListing } from './modes/index.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { type LookPorts, takeLook } from './take-look.ts';

/** How many of the latest looks are kept for each policy. */
const keptLooks = 20;

/** Looks at policies: one look at a time for each of them, different ones side by side. */
export interface Control {
  readonly policies: readonly PolicyConfig[];

  /**
   * @param key a policy's `namespace/name`
   * @param signal the deadline: no write begins after it
   * @throws RangeError when there is no such policy
   */
  look(key: string, cause: LookCause, signal: AbortSignal): Promise<Look>;

  /**
   * The latest looks at a policy, newest first.
   * @throws RangeError when there is no such policy
   */
  looks(key: string): readonly Look[];
}

export function createControl(policies: readonly PolicyConfig[], ports: LookPorts): Control {
  const configs = new Map(policies.map((config) => [config.key, config]));
  const history = new Map<string, Look[]>(policies.map(({ key }) => [key, []]));
  const queue = new OneAtATime<Look>();
  const shared = { ...ports, autoscalers: sharedListing(ports.autoscalers) };

  const known = <Value>(map: ReadonlyMap<string, Value>, key: string): Value => {
    const value = map.get(key);
    if (value === undefined) throw new RangeError(`control: there is no policy ${key}`);
    return value;
  };

  return {
    policies,
    look: async (key, cause, signal) => {
      const config = known(configs, key);
      return queue.run(key, async () => {
        const result = await takeLook(config, cause, shared, { signal });
        const looks = known(history, key);
        looks.unshift(result);
        looks.length = Math.min(looks.length, keptLooks);
        return result;
      });
    },
    looks: (key) => known(history, key),
  };
}
