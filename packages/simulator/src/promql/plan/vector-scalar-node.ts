import type { SortedLabels } from '../labels/sorted-labels.ts';
import { isComparison, type Operator } from '../syntax/expression.ts';
import { DerivedLabels } from './derived-labels.ts';
import { type ScalarNode, type Vector, VectorBuilder, type VectorNode } from './node.ts';
import { numberOperation } from './scalar-nodes.ts';
import { withoutName } from './vector-call-nodes.ts';

/**
 * An operation on each element of a vector and a scalar. A comparison without `bool` chooses
 * elements, which stay as they are, whichever side the scalar is on.
 */
export class VectorScalarNode implements VectorNode {
  readonly #vector: VectorNode;
  readonly #scalar: ScalarNode;
  readonly #apply: (left: number, right: number) => number;
  readonly #scalarIsLeft: boolean;
  readonly #chooses: boolean;
  readonly #labels: DerivedLabels;

  constructor(operator: Operator, vector: VectorNode, scalar: ScalarNode, scalarIsLeft: boolean) {
    this.#vector = vector;
    this.#scalar = scalar;
    this.#apply = numberOperation(operator.symbol);
    this.#scalarIsLeft = scalarIsLeft;
    this.#chooses = isComparison(operator.symbol) && !operator.bool;
    this.#labels = new DerivedLabels(
      this.#chooses ? (labels: SortedLabels) => labels : withoutName,
    );
  }

  vectorAt(at: number): Vector {
    const { labels, values } = this.#vector.vectorAt(at);
    const scalar = this.#scalar.scalarAt(at);
    const result = new VectorBuilder();
    this.#labels.begin();
    for (const [i, set] of labels.entries()) {
      const value = values[i] ?? 0;
      const answer = this.#scalarIsLeft ? this.#apply(scalar, value) : this.#apply(value, scalar);
      if (!this.#chooses) result.add(this.#labels.unique(set), answer);
      else if (answer === 1) result.add(set, value);
    }
    return result;
  }
}
