import type { SortedLabels } from '../labels/sorted-labels.ts';
import { isComparison, type Matching, type Operator } from '../syntax/expression.ts';
import { DerivedLabels, duplicateLabels } from './derived-labels.ts';
import { EvaluationError } from './evaluation-error.ts';
import { resultLabels, signatureLabels } from './match.ts';
import { NOTHING, type Vector, VectorBuilder, type VectorNode } from './node.ts';
import { numberOperation } from './scalar-nodes.ts';

/**
 * Arithmetic and comparisons of elements that belong together. An element without partner vanishes.
 * A comparison without `bool` chooses elements of the side that may be many.
 */
export class VectorVectorNode implements VectorNode {
  readonly #left: VectorNode;
  readonly #right: VectorNode;
  readonly #matching: Matching;
  readonly #apply: (left: number, right: number) => number;
  readonly #chooses: boolean;
  readonly #signatures: DerivedLabels;
  /** One to one, the result has the labels of its left element, whatever the right one has. */
  readonly #results: DerivedLabels;

  constructor({ symbol, bool, matching }: Operator, left: VectorNode, right: VectorNode) {
    this.#left = left;
    this.#right = right;
    this.#matching = matching;
    this.#apply = numberOperation(symbol);
    this.#chooses = isComparison(symbol) && !bool;
    this.#signatures = new DerivedLabels(signatureLabels(matching));
    this.#results = new DerivedLabels((many) => this.#resultLabels(many, many));
  }

  /** @throws {EvaluationError} `many-to-many`, `duplicate-labels` */
  vectorAt(at: number): Vector {
    const left = this.#left.vectorAt(at);
    const right = this.#right.vectorAt(at);
    if (left.values.length === 0 || right.values.length === 0) return NOTHING;
    const swapped = this.#matching.many === 'right';
    const [many, one] = swapped ? [right, left] : [left, right];
    this.#indexOneSide(one);
    const explicit = this.#matching.many !== 'none';
    const taken = new Set<string>();
    const matched: boolean[] = [];
    const result = new VectorBuilder();
    for (const [i, set] of many.labels.entries()) {
      const slot = this.#signatures.slotOf(set);
      if (!this.#signatures.isUsed(slot)) continue;
      const partner = slot.index;
      const value = many.values[i] ?? 0;
      const other = one.values[partner] ?? 0;
      const answer = swapped ? this.#apply(other, value) : this.#apply(value, other);
      const labels = explicit
        ? this.#resultLabels(set, one.labels[partner] ?? set)
        : this.#results.slotOf(set).labels;
      if (explicit) claim(labels, `${partner} ${labels.key}`, taken);
      else if (matched[partner]) throw ambiguous(set, 'left');
      matched[partner] = true;
      if (!this.#chooses) result.add(labels, answer);
      // What is compared stays as it is on the left, even where the right may be many.
      else if (answer === 1) result.add(labels, swapped ? other : value);
    }
    if (explicit) requireUnique(result);
    return result;
  }

  #resultLabels(many: SortedLabels, one: SortedLabels): SortedLabels {
    return resultLabels(many, one, this.#matching, !this.#chooses);
  }

  #indexOneSide(one: Vector): void {
    this.#signatures.begin();
    this.#results.begin();
    for (const [i, set] of one.labels.entries()) {
      const slot = this.#signatures.slotOf(set);
      if (this.#signatures.isUsed(slot)) {
        throw ambiguous(set, this.#matching.many === 'right' ? 'left' : 'right');
      }
      this.#signatures.use(slot, i);
    }
  }
}

function ambiguous(set: SortedLabels, side: 'left' | 'right'): EvaluationError {
  const labels = JSON.stringify(set.toRecord());
  return new EvaluationError(
    'many-to-many',
    `several elements on the ${side} match the same ones on the other side, one of them ${labels}`,
  );
}

/** Elements that match one partner must differ in their result. */
function claim(labels: SortedLabels, key: string, taken: Set<string>): void {
  if (taken.has(key)) {
    const text = JSON.stringify(labels.toRecord());
    throw new EvaluationError('many-to-many', `several results would have the labels ${text}`);
  }
  taken.add(key);
}

function requireUnique({ labels }: Vector): void {
  if (new Set(labels.map(({ key }) => key)).size < labels.length) throw duplicateLabels();
}
