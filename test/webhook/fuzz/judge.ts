import type { Pod } from '@flyball/core';
import type { TargetReference, TargetScale } from '@flyball/webhook';
import { keyOf, type Rules, type StepRule } from './rules.ts';

/** What must never happen. */
export type Wrong =
  | 'target'
  | 'bounds'
  | 'missing-data'
  | 'nothing-ready'
  | 'direction'
  | 'step'
  | 'overwritten'
  | 'answer'
  | 'lost-step';

export interface Violation {
  readonly wrong: Wrong;
  readonly text: string;
}

/** What one look has been told so far. */
interface Told {
  size: number | null;
  /** The value of its metric; null when there was none that is a number. */
  value: number | null;
  readyPods: number | null;
}

interface Change {
  readonly at: number;
  readonly by: number;
}

/**
 * Says which writes are wrong, from nothing but what went over the wires: what looks were told, what
 * was written, when. It shares no code with what it judges.
 */
export class Judge {
  readonly violations: Violation[] = [];
  writes = 0;
  readonly #rules: ReadonlyMap<string, Rules>;
  /** Within so many milliseconds an instant of a clock and that of a write may differ. */
  readonly #slack: number;
  readonly #told = new Map<string, Told>();
  readonly #changes = new Map<string, Change[]>();
  /** Sizes by the resource version that showed them. */
  readonly #sizes = new Map<string, number>();
  /** Policies whose memory has a write announced. */
  readonly #announced = new Set<string>();
  /** Policies of whose last write that was made no saved memory has taken note yet. */
  readonly #unnoted = new Set<string>();

  constructor(rules: readonly Rules[], slack: number) {
    this.#rules = new Map(rules.map((each) => [keyOf(each), each]));
    this.#slack = slack;
  }

  complain(wrong: Wrong, text: string): void {
    this.violations.push({ wrong, text });
  }

  /** A look begins with reading its memory. */
  beginsLook(process: string, key: string): void {
    this.#told.set(`${process} ${key}`, { size: null, value: null, readyPods: null });
  }

  toldScale(process: string, target: TargetReference, scale: TargetScale): void {
    const key = keyOf(target);
    this.#sizes.set(`${key} ${scale.resourceVersion}`, scale.specReplicas);
    const told = this.#told.get(`${process} ${key}`);
    if (told !== undefined) told.size ??= scale.specReplicas;
  }

  toldPods(process: string, key: string, pods: readonly Pod[]): void {
    const told = this.#told.get(`${process} ${key}`);
    if (told !== undefined) told.readyPods = pods.filter(isReady).length;
  }

  toldValue(process: string, key: string, value: number | null): void {
    const told = this.#told.get(`${process} ${key}`);
    if (told !== undefined) told.value = value;
  }

  savedMemory(key: string, isPending: boolean): void {
    if (isPending) this.#announced.add(key);
    else {
      this.#announced.delete(key);
      this.#unnoted.delete(key);
    }
  }

  /** Whether a write was made of which no memory has taken note. */
  hasUnnotedWrite(key: string): boolean {
    return this.#unnoted.has(key);
  }

  /** Whether somebody else may scale without taking away the only trace of a step. */
  isSettled(key: string): boolean {
    return !this.#announced.has(key) && !this.#unnoted.has(key);
  }

  /** A size was written, whether or not the writer came to know. */
  wrote(
    process: string,
    target: TargetReference,
    after: number,
    resourceVersion: string,
    at: number,
  ): void {
    this.writes += 1;
    const key = keyOf(target);
    const rules = this.#rules.get(key);
    if (rules === undefined || target.kind !== 'Deployment') {
      this.complain('target', `${target.kind} ${key} was set to ${after}`);
      return;
    }
    const before = this.#sizes.get(`${key} ${resourceVersion}`) ?? Number.NaN;
    const told = this.#told.get(`${process} ${key}`);
    const what = `${key} ${before} → ${after} at ${at}`;
    if (!(after >= rules.min && after <= rules.max)) {
      this.complain('bounds', `${what}: outside ${rules.min} … ${rules.max}`);
    }
    if (told?.size !== before) {
      this.complain('overwritten', `${what}: the look had seen ${told?.size}`);
    }
    const changes = this.#changes.get(key) ?? [];
    if (told !== undefined && before >= rules.min && before <= rules.max) {
      this.#judgeCause(what, before, after, told, rules);
      this.#judgeStep(what, before, after, at, changes, rules);
    }
    changes.push({ at, by: after - before });
    this.#changes.set(key, changes.slice(-50));
    this.#unnoted.add(key);
  }

  #judgeCause(what: string, before: number, after: number, told: Told, rules: Rules): void {
    const { value, readyPods } = told;
    if (value === null) {
      this.complain('missing-data', `${what}: the metric was missing`);
      return;
    }
    // A `Value` is multiplied with the pods that are ready, of which there may be fewer or, while
    // some terminate, more than the size says.
    const proposal = Math.ceil(((readyPods ?? 0) * value) / rules.target);
    const isOutside = value > rules.target * 1.1 || value < rules.target * 0.9;
    if (!isOutside || (after > before ? proposal <= before : proposal >= before)) {
      this.complain(
        'direction',
        `${what}: the metric was ${value} over ${readyPods} ready pods, its target ${rules.target}`,
      );
    }
    if (after < before && readyPods === 0) {
      this.complain('nothing-ready', `${what}: no pod was ready`);
    }
  }

  /** A step larger than the manifest allows in its period: one that was made twice. */
  #judgeStep(
    what: string,
    before: number,
    after: number,
    at: number,
    changes: readonly Change[],
    rules: Rules,
  ): void {
    const rises = after > before;
    const limits = (rises ? rules.up : rules.down).map((rule) => {
      const recent = changes.filter((change) => change.at > at - rule.period + this.#slack);
      const start = before - recent.reduce((sum, { by }) => sum + by, 0);
      return limitOf(rule, start, rises);
    });
    const limit = rises ? Math.max(before, ...limits) : Math.min(before, ...limits);
    if (rises ? after > limit : after < limit) {
      this.complain('step', `${what}: ${limit} is as far as the period allows`);
    }
  }
}

/** The size that a rule allows from the one at the start of its period. */
function limitOf({ type, value }: StepRule, start: number, rises: boolean): number {
  if (type === 'Pods') return rises ? start + value : start - value;
  return rises ? Math.ceil(start * (1 + value / 100)) : Math.trunc(start * (1 - value / 100));
}

function isReady({ phase, ready }: Pod): boolean {
  return phase === 'Running' && ready?.status === 'True';
}
