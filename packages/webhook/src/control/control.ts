import type { PolicyConfig } from '../config/index.ts';
import { eitherSignal, startDeadline } from '../deadline/index.ts';
import { failure, type Result } from '../ports/index.ts';
import { failedLook, isRepeated, type Look, type LookCause, logLook } from './look.ts';
import { sharedListing } from './modes/index.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { type PolicyChanges, type PolicyEntry, PolicySet } from './policy-set.ts';
import { setPause } from './set-pause.ts';
import { type LookPorts, takeLook } from './take-look.ts';

export interface ControlOptions {
  /**
   * How many policies are looked at side by side.
   * @defaultValue 32
   */
  readonly looksAtOnce?: number;
  /**
   * How long a look may take from its beginning, in milliseconds.
   * @defaultValue 5,000
   */
  readonly lookTimeoutMs?: number;
}

/**
 * How many of the latest looks are kept for each policy; of many policies fewer, so that all
 * together stay below {@link keptInAll}, and never fewer than two.
 */
const keptLooks = 20;
const keptInAll = 20_000;

/** Looks at policies: one look at a time for each of them, different ones side by side. */
export interface Control {
  /** The policies that are in force; another list after each change. */
  readonly policies: readonly PolicyConfig[];

  /** The policy of that name, its `namespace/name`. */
  policy(key: string): PolicyConfig | undefined;

  /**
   * Puts other policies in force. What a policy remembers and its latest looks stay as long as its
   * name does. A look under way at one that is gone or has changed writes no more.
   *
   * @throws RangeError when two of them have one name
   */
  replace(policies: readonly PolicyConfig[]): void;

  /** Tells of every change of the policies from now on. */
  watch(listener: (changes: PolicyChanges) => void): void;

  /**
   * Looks at a policy, at once or when its turn comes: those that somebody waits for (`alert`,
   * `request`) before all others.
   *
   * @param key a policy's `namespace/name`
   * @param signal the deadline: no write begins after it
   * @throws RangeError when there is no such policy
   */
  look(key: string, cause: LookCause, signal: AbortSignal): Promise<Look>;

  /**
   * Lets nothing be written for a policy until it is resumed, or for a while. Looks go on.
   * @throws RangeError when there is no such policy
   */
  pause(key: string, wish: PauseWish, signal: AbortSignal): Promise<Result<string>>;

  /**
   * Ends what {@link Control.pause} began; a pause by annotation stays.
   * @throws RangeError when there is no such policy
   */
  resume(key: string, signal: AbortSignal): Promise<Result<string>>;

  /**
   * The latest looks at a policy, newest first.
   * @throws RangeError when there is no such policy
   */
  looks(key: string): readonly Look[];
}

/** What may be said with a pause. */
export interface PauseWish {
  /** After how many milliseconds it ends by itself; it does not without it. */
  readonly for?: number;
  readonly by?: string;
  readonly reason?: string;
}

export function createControl(
  policies: readonly PolicyConfig[],
  ports: LookPorts,
  options: ControlOptions = {},
): Control {
  const { looksAtOnce = 32, lookTimeoutMs = 5_000 } = options;
  const set = new PolicySet(policies);
  const history = new Map<string, Look[]>();
  const listeners: ((changes: PolicyChanges) => void)[] = [];
  const queue = new OneAtATime<Look>(looksAtOnce);
  const shared = {
    ...ports,
    autoscalers: sharedListing(ports.autoscalers),
    self: crypto.randomUUID(),
  };

  const known = (key: string): PolicyEntry => {
    const entry = set.entry(key);
    if (entry === undefined) throw new RangeError(`control: there is no policy ${key}`);
    return entry;
  };

  const keep = (look: Look): void => {
    const looks = history.get(look.policy) ?? [];
    if (!isRepeated(look, looks[0])) logLook(look, ports.log);
    history.set(look.policy, looks);
    looks.unshift(look);
    const share = Math.max(2, Math.floor(keptInAll / set.policies.length));
    looks.length = Math.min(looks.length, keptLooks, share);
  };

  const look = async (key: string, cause: LookCause, signal: AbortSignal): Promise<Look> => {
    const entry = set.entry(key);
    if (entry === undefined) return unlooked(key, cause, 'not-found', 'the policy was removed');
    if (signal.aborted) {
      return unlooked(key, cause, 'timeout', 'the deadline passed before its turn came');
    }
    const either = eitherSignal(signal, entry.withdrawn);
    const deadline = startDeadline(either.signal, lookTimeoutMs);
    try {
      const result = await takeLook(entry.config, cause, shared, { signal: deadline.signal });
      if (set.entry(key) !== undefined) keep(result);
      return result;
    } finally {
      deadline.release();
      either.release();
    }
  };

  const unlooked = (
    key: string,
    cause: LookCause,
    reason: 'not-found' | 'timeout',
    message: string,
  ): Look => {
    const request = { id: crypto.randomUUID(), cause };
    return failedLook(key, request, ports.clock.now(), failure(reason, message));
  };

  return {
    get policies() {
      return set.policies;
    },
    policy: (key) => set.entry(key)?.config,
    replace: (replacement) => {
      const changes = set.replace(replacement);
      for (const key of changes.removed) history.delete(key);
      for (const listener of listeners) listener(changes);
    },
    watch: (listener) => {
      listeners.push(listener);
    },
    look: async (key, cause, signal) => {
      known(key);
      const urgency = cause === 'alert' || cause === 'request' ? 'urgent' : 'patient';
      return queue.run(key, () => look(key, cause, signal), urgency);
    },
    looks: (key) => {
      known(key);
      return history.get(key) ?? [];
    },
    pause: async (key, { for: length, by = null, reason = null }, signal) => {
      const since = ports.clock.now();
      const until = length === undefined ? null : since + length;
      const pause = { since, until, by, reason };
      return setPause(known(key).config.key, pause, ports.memory, { signal });
    },
    resume: async (key, signal) => setPause(known(key).config.key, null, ports.memory, { signal }),
  };
}
