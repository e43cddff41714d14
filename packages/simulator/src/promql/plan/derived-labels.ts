import type { SortedLabels } from '../labels/sorted-labels.ts';
import { EvaluationError } from './evaluation-error.ts';

/** What label sets come to when they are derived from others, one for each different result. */
export interface Slot {
  readonly labels: SortedLabels;
  /** The evaluation in which it was last used. */
  stamp: number;
  /** What its user keeps under this number in that evaluation. */
  index: number;
}

const SPARE_SLOTS = 1024;

/**
 * Derives label sets and remembers what came of which: series keep their labels for as long as they
 * live, so each is derived once.
 */
export class DerivedLabels {
  readonly #derive: (labels: SortedLabels) => SortedLabels;
  #slots = new Map<string, Slot>();
  #bySource = new WeakMap<SortedLabels, Slot>();
  #stamp = 0;
  #used = 0;

  constructor(derive: (labels: SortedLabels) => SortedLabels) {
    this.#derive = derive;
  }

  /** Starts an evaluation: every slot is unused again. */
  begin(): void {
    if (this.#slots.size > 8 * this.#used + SPARE_SLOTS) {
      this.#slots = new Map();
      this.#bySource = new WeakMap();
    }
    this.#stamp++;
    this.#used = 0;
  }

  slotOf(labels: SortedLabels): Slot {
    const known = this.#bySource.get(labels);
    if (known !== undefined) return known;
    const derived = this.#derive(labels);
    let slot = this.#slots.get(derived.key);
    if (slot === undefined) {
      slot = { labels: derived, stamp: 0, index: 0 };
      this.#slots.set(derived.key, slot);
    }
    this.#bySource.set(labels, slot);
    return slot;
  }

  isUsed(slot: Slot): boolean {
    return slot.stamp === this.#stamp;
  }

  use(slot: Slot, index: number): void {
    slot.stamp = this.#stamp;
    slot.index = index;
    this.#used++;
  }

  /**
   * The derived labels, for a vector in which each may stand once.
   *
   * @throws {EvaluationError} `duplicate-labels`
   */
  unique(labels: SortedLabels): SortedLabels {
    const slot = this.slotOf(labels);
    if (this.isUsed(slot)) throw duplicateLabels();
    this.use(slot, 0);
    return slot.labels;
  }
}

export function duplicateLabels(): EvaluationError {
  return new EvaluationError(
    'duplicate-labels',
    'two elements of the vector would have the same labels',
  );
}
