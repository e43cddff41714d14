import type { SortedLabels } from '../labels/sorted-labels.ts';
import type { Operator } from '../syntax/expression.ts';
import { DerivedLabels } from './derived-labels.ts';
import { signatureLabels } from './match.ts';
import { type Vector, VectorBuilder, type VectorNode } from './node.ts';

/** `and`, `or`, `unless`: elements of the left that have, or have not, a partner on the right. */
export class SetOperationNode implements VectorNode {
  readonly #symbol: Operator['symbol'];
  readonly #left: VectorNode;
  readonly #right: VectorNode;
  readonly #signatures: DerivedLabels;

  constructor({ symbol, matching }: Operator, left: VectorNode, right: VectorNode) {
    this.#symbol = symbol;
    this.#left = left;
    this.#right = right;
    this.#signatures = new DerivedLabels(signatureLabels(matching));
  }

  vectorAt(at: number): Vector {
    const left = this.#left.vectorAt(at);
    const right = this.#right.vectorAt(at);
    if (this.#symbol === 'or') {
      const result = new VectorBuilder();
      copy(left, () => true, result);
      copy(right, this.#partnerIn(left, false), result);
      return result;
    }
    const result = new VectorBuilder();
    copy(left, this.#partnerIn(right, this.#symbol === 'and'), result);
    return result;
  }

  /** A test whether labels have a partner in the vector, or have none. */
  #partnerIn(vector: Vector, expected: boolean): (set: SortedLabels) => boolean {
    this.#signatures.begin();
    for (const set of vector.labels) this.#signatures.use(this.#signatures.slotOf(set), 0);
    return (set) => this.#signatures.isUsed(this.#signatures.slotOf(set)) === expected;
  }
}

function copy(from: Vector, chosen: (set: SortedLabels) => boolean, to: VectorBuilder): void {
  for (const [i, set] of from.labels.entries()) {
    if (chosen(set)) to.add(set, from.values[i] ?? 0);
  }
}
