import { METADATA_LABELS } from '../labels/metadata-labels.ts';
import type { SortedLabels } from '../labels/sorted-labels.ts';
import type { RangeFunction } from '../ranges/range-function.ts';
import { DerivedLabels } from './derived-labels.ts';
import {
  type MatrixNode,
  NOTHING,
  type ScalarNode,
  type Vector,
  VectorBuilder,
  type VectorNode,
} from './node.ts';

/** A function of a range vector, series by series. */
export class RangeCallNode implements VectorNode {
  readonly #operand: MatrixNode;
  readonly #apply: RangeFunction;
  readonly #parameters: readonly ScalarNode[];
  readonly #labels: DerivedLabels;

  constructor(
    operand: MatrixNode,
    apply: RangeFunction,
    parameters: readonly ScalarNode[],
    keepsName: boolean,
  ) {
    this.#operand = operand;
    this.#apply = apply;
    this.#parameters = parameters;
    this.#labels = new DerivedLabels((labels) =>
      keepsName ? labels : labels.without(METADATA_LABELS),
    );
  }

  vectorAt(at: number): Vector {
    const parameters = this.#parameters.map((parameter) => parameter.scalarAt(at));
    const result = new VectorBuilder();
    this.#labels.begin();
    this.#operand.eachWindow(at, (labels, window) => {
      const value = this.#apply(window, parameters);
      if (value !== undefined) result.add(this.#labels.unique(labels), value);
    });
    return result;
  }
}

/** `absent_over_time`: one element if no series has a sample in the window. */
export class AbsentOverTimeNode implements VectorNode {
  readonly #operand: MatrixNode;
  readonly #labels: SortedLabels;

  constructor(operand: MatrixNode, labels: SortedLabels) {
    this.#operand = operand;
    this.#labels = labels;
  }

  vectorAt(at: number): Vector {
    let absent = true;
    this.#operand.eachWindow(at, () => {
      absent = false;
    });
    return absent ? { labels: [this.#labels], values: [1] } : NOTHING;
  }
}
