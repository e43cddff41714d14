import type { SortedLabels } from '../labels/sorted-labels.ts';
import { SampleWindow } from '../series/sample-window.ts';
import type { SeriesStore } from '../series/series-store.ts';
import type { MatrixNode, VectorNode } from './node.ts';
import { Window } from './window.ts';

/** The instants of a subquery, in milliseconds. */
export interface Grid {
  readonly range: number;
  readonly step: number;
  readonly shift: number;
}

interface Answers {
  readonly labels: SortedLabels;
  readonly samples: SampleWindow;
}

/**
 * The answers of an expression at the multiples of a step since the epoch. Answers about the past
 * are kept, and forgotten when the store's past changes, so that of overlapping windows only what is
 * new is evaluated.
 */
export class SubqueryNode implements MatrixNode {
  readonly #store: SeriesStore;
  readonly #operand: VectorNode;
  readonly #range: number;
  readonly #step: number;
  readonly #shift: number;
  readonly #remembers: boolean;
  readonly #window = new Window();
  #answers: Answers[] = [];
  #byKey = new Map<string, Answers>();
  /** Answers are there for grid instants in (keptAfter, keptUntil]. */
  #keptAfter = Number.POSITIVE_INFINITY;
  #keptUntil = Number.NEGATIVE_INFINITY;
  #revision = -1;

  /** @param remembers false if the answer for an instant depends on what is after it */
  constructor(
    store: SeriesStore,
    operand: VectorNode,
    { range, step, shift }: Grid,
    remembers: boolean,
  ) {
    this.#store = store;
    this.#operand = operand;
    this.#range = range;
    this.#step = step;
    this.#shift = shift;
    this.#remembers = remembers;
  }

  eachWindow(at: number, visit: (labels: SortedLabels, window: Window) => void): void {
    const end = at - this.#shift;
    const start = end - this.#range;
    this.#evaluate(start, end, at);
    const window = this.#window;
    window.at = at;
    window.end = end;
    window.start = start;
    for (const { labels, samples } of this.#answers) {
      if (window.fill(samples)) visit(labels, window);
    }
  }

  #evaluate(start: number, end: number, at: number): void {
    const apart = start > this.#keptUntil || start < this.#keptAfter;
    if (apart || this.#revision !== this.#store.revision) this.#forget(start);
    for (const { samples } of this.#answers) {
      samples.dropUntil(start);
      samples.dropAfter(this.#keptUntil);
    }
    this.#keptAfter = start;
    const step = this.#step;
    let arrived = false;
    let instant = (Math.floor(Math.max(start, this.#keptUntil) / step) + 1) * step;
    for (; instant <= end; instant += step) arrived = this.#answerAt(instant) || arrived;
    this.#answers = this.#answers.filter(({ samples }) => samples.size > 0);
    if (this.#answers.length < this.#byKey.size) {
      this.#byKey = new Map(this.#answers.map((answers) => [answers.labels.key, answers]));
    }
    if (arrived) this.#answers.sort((one, other) => one.labels.rank - other.labels.rank);
    // More may be written at this very instant: what was answered for it is not kept.
    const newest = Math.min(Math.floor(end / step), Math.ceil(at / step) - 1) * step;
    if (this.#remembers) this.#keptUntil = Math.max(this.#keptUntil, newest);
    this.#store.sealedUntil = Math.max(this.#store.sealedUntil, this.#keptUntil);
    this.#revision = this.#store.revision;
  }

  /** Whether a series answered that had not before. */
  #answerAt(instant: number): boolean {
    const { labels, values } = this.#operand.vectorAt(instant);
    let arrived = false;
    for (const [i, set] of labels.entries()) {
      let answers = this.#byKey.get(set.key);
      if (answers === undefined) {
        answers = { labels: set, samples: new SampleWindow() };
        this.#byKey.set(set.key, answers);
        this.#answers.push(answers);
        arrived = true;
      }
      answers.samples.append(instant, values[i] ?? 0, this.#keptAfter);
    }
    return arrived;
  }

  #forget(start: number): void {
    this.#answers = [];
    this.#byKey.clear();
    this.#keptUntil = start;
  }
}
