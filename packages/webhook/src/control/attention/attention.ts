import { nextLook, phaseOf } from '@flyball/core';
import { fanOut } from '../../deadline/index.ts';
import type { Clock, Log, Timer } from '../../ports/index.ts';
import type { Control } from '../control.ts';
import type { Look, LookCause } from '../look.ts';
import type { PolicyChanges } from '../policy-set.ts';
import { Agenda } from './agenda.ts';
import { type AlertNotice, type FiringAlert, FiringAlerts } from './firing-alerts.ts';
import { isTroubled } from './is-troubled.ts';

/** An alert, and the policies that it wakes. */
export interface Delivery {
  readonly alert: AlertNotice;
  readonly policies: readonly string[];
}

/** What a policy waits for. */
export interface AttentionState {
  /** Whether an alert of it fires, or its last look left something to do or to wait for. */
  readonly awake: boolean;
  /** When it is looked at next unless something happens; null while it is looked at. */
  readonly nextLookAt: number | null;
  /** Its alerts that fire. */
  readonly alerts: readonly FiringAlert[];
}

/**
 * Decides when policies are looked at. An alert wakes a policy: it is looked at at once, and then
 * every sync period, from fresh readings each time, until no alert fires any more and the decision
 * is at rest. Then it sleeps, and is looked at every safety period.
 *
 * What an alert says of a value is never used, and a resolved alert is a reason to look like any
 * other.
 */
export interface Attention {
  /**
   * Takes note of alerts and looks once at every policy that one of them wakes.
   * @param signal the deadline of the looks
   */
  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Look[]>;

  /**
   * Looks once at the policies named; without names at those that are due, which are all where
   * nothing runs between requests.
   *
   * @throws RangeError when there is no such policy
   */
  reconcile(keys: readonly string[] | null, signal: AbortSignal): Promise<readonly Look[]>;

  /** @throws RangeError when there is no such policy */
  state(key: string): AttentionState;

  /**
   * Looks at every policy once, and from then on whenever one is due.
   * @throws TypeError without a timer
   */
  start(): void;

  /** Begins no further looks, and ends when those are done that were begun. */
  stop(): Promise<void>;
}

export interface AttentionPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Absent where nothing runs between requests. */
  readonly timer?: Timer;
}

export interface AttentionOptions {
  /**
   * How many looks that nobody asked for are under way at once.
   * @defaultValue 32
   */
  readonly looksAtOnce?: number;
  /**
   * How long an alert fires without being delivered again, in milliseconds: a resolve may be lost.
   * Three times Alertmanager's `repeat_interval`.
   * @defaultValue 43,200,000, three times 4 hours
   */
  readonly alertLifetimeMs?: number;
  /** Is told of every look that was on the agenda, and when it was due. */
  readonly observe?: (look: Look, due: number) => void;
}

/** What is known of a policy between looks. */
interface Watch {
  readonly phase: number;
  readonly alerts: FiringAlerts;
  awake: boolean;
  /** Why it is looked at next. */
  cause: LookCause;
  troubles: number;
  /** How many have asked for a look that has not ended. */
  looking: number;
}

/** Timers of some runtimes reach no further than 24 days. */
const longestTimer = 3_600_000;

export function createAttention(
  control: Control,
  ports: AttentionPorts,
  options: AttentionOptions = {},
): Attention {
  return new Watchman(control, ports, options);
}

class Watchman implements Attention {
  readonly #control: Control;
  readonly #ports: AttentionPorts;
  readonly #looksAtOnce: number;
  readonly #alertLifetimeMs: number;
  readonly #observe: (look: Look, due: number) => void;
  readonly #watches = new Map<string, Watch>();
  readonly #agenda = new Agenda();
  /** Looks from the agenda that are under way. */
  readonly #underWay = new Set<Promise<void>>();
  #isRunning = false;
  #armed: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(control: Control, ports: AttentionPorts, options: AttentionOptions) {
    this.#control = control;
    this.#ports = ports;
    this.#looksAtOnce = options.looksAtOnce ?? 32;
    this.#alertLifetimeMs = options.alertLifetimeMs ?? 43_200_000;
    this.#observe = options.observe ?? (() => undefined);
    const keys = control.policies.map(({ key }) => key);
    this.#change({ added: keys, changed: [], removed: [] });
    control.watch((changes) => this.#change(changes));
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Look[]> {
    const now = this.#ports.clock.now();
    const keys = new Set<string>();
    for (const { alert, policies } of deliveries) {
      for (const key of policies) {
        this.#known(key).alerts.note(alert, now, this.#alertLifetimeMs);
        keys.add(key);
      }
    }
    return this.#lookAt([...keys], 'alert', signal);
  }

  async reconcile(keys: readonly string[] | null, signal: AbortSignal): Promise<readonly Look[]> {
    const wanted = keys ?? this.#dueKeys();
    for (const key of wanted) this.#known(key);
    return this.#lookAt(wanted, 'request', signal);
  }

  state(key: string): AttentionState {
    const { awake, alerts } = this.#known(key);
    return {
      awake,
      nextLookAt: this.#isRunning ? (this.#agenda.due(key) ?? null) : null,
      alerts: alerts.firing(this.#ports.clock.now()),
    };
  }

  start(): void {
    if (this.#ports.timer === undefined) throw new TypeError('attention: there is no timer');
    this.#isRunning = true;
    this.#work();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#armed?.cancel();
    this.#armed = null;
    await Promise.all(this.#underWay);
  }

  #known(key: string): Watch {
    const watch = this.#watches.get(key);
    if (watch === undefined) throw new RangeError(`attention: there is no policy ${key}`);
    return watch;
  }

  #dueKeys(): readonly string[] {
    const now = this.#ports.clock.now();
    return this.#control.policies
      .map(({ key }) => key)
      .filter((key) => !this.#isRunning || (this.#agenda.due(key) ?? now + 1) <= now);
  }

  #change({ added, changed, removed }: PolicyChanges): void {
    for (const key of removed) {
      this.#watches.delete(key);
      this.#agenda.delete(key);
    }
    for (const key of added) {
      this.#watches.set(key, {
        phase: phaseOf(key),
        alerts: new FiringAlerts(),
        awake: false,
        cause: 'start',
        troubles: 0,
        looking: 0,
      });
    }
    const now = this.#ports.clock.now();
    for (const key of [...added, ...changed]) {
      this.#known(key).cause = 'start';
      this.#agenda.set(key, now);
    }
    this.#work();
  }

  /** Begins what is due, as far as there is room, and sets the timer for the rest. */
  #work(): void {
    if (!this.#isRunning) return;
    const now = this.#ports.clock.now();
    while (this.#underWay.size < this.#looksAtOnce) {
      const item = this.#agenda.take(now);
      if (item === undefined) break;
      this.#begin(item.key, item.due);
    }
    // Without room the end of a look is the next occasion.
    if (this.#underWay.size < this.#looksAtOnce) this.#arm(now);
  }

  #arm(now: number): void {
    const at = this.#agenda.next;
    if (this.#armed?.at === at) return;
    this.#armed?.cancel();
    this.#armed = null;
    if (at === Number.POSITIVE_INFINITY) return;
    const cancel = this.#ports.timer?.after(Math.min(at - now, longestTimer), () => {
      this.#armed = null;
      this.#work();
    });
    if (cancel !== undefined) this.#armed = { at, cancel };
  }

  #begin(key: string, due: number): void {
    const watch = this.#known(key);
    // Whoever looks now puts it on the agenda again; a policy that has changed meanwhile is looked
    // at as it is now.
    if (watch.looking > 0 && watch.cause !== 'start') return;
    const look = this.#look(key, watch.cause, new AbortController().signal).then(
      (made) => this.#observe(made, due),
      // A mistake of ours in one policy must not keep the others from being scaled.
      (error: unknown) =>
        this.#ports.log.write('error', 'look crashed', { policy: key, problem: String(error) }),
    );
    const underWay = look.finally(() => {
      this.#underWay.delete(underWay);
      this.#work();
    });
    this.#underWay.add(underWay);
  }

  async #lookAt(
    keys: readonly string[],
    cause: LookCause,
    signal: AbortSignal,
  ): Promise<readonly Look[]> {
    const fan = fanOut(signal, keys.length);
    try {
      return await Promise.all(
        fan.signals.map((own, index) => this.#look(keys[index] ?? '', cause, own)),
      );
    } finally {
      fan.release();
    }
  }

  async #look(key: string, cause: LookCause, signal: AbortSignal): Promise<Look> {
    const watch = this.#known(key);
    watch.looking += 1;
    this.#agenda.delete(key);
    let look: Look | null = null;
    try {
      look = await this.#control.look(key, cause, signal);
      return look;
    } finally {
      watch.looking -= 1;
      this.#settle(key, watch, look);
    }
  }

  /** Puts the policy on the agenda again; a look that ended without a result counts as failed. */
  #settle(key: string, watch: Watch, look: Look | null): void {
    const config = this.#control.policy(key);
    if (config === undefined || this.#watches.get(key) !== watch || watch.looking > 0) return;
    watch.troubles = look === null || isTroubled(look) ? watch.troubles + 1 : 0;
    const now = this.#ports.clock.now();
    // Changed while it was looked at: it is due already.
    if ((this.#agenda.due(key) ?? Number.POSITIVE_INFINITY) <= now) return;
    const next = nextLook({
      look: look ?? { outcome: 'failed', nextDeadline: null, deadlineCause: null },
      alerted: watch.alerts.firing(now).length > 0,
      troubles: watch.troubles,
      settings: config.settings,
      phase: watch.phase,
      now,
    });
    watch.awake = next.awake;
    watch.cause = next.cause;
    this.#agenda.set(key, next.due);
    this.#work();
  }
}
