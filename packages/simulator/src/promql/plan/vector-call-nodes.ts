import { METADATA_LABELS } from '../labels/metadata-labels.ts';
import { NO_LABELS, type SortedLabels } from '../labels/sorted-labels.ts';
import { goSort } from '../numbers/go-sort.ts';
import { above, below } from '../vectors/choose.ts';
import { type ElementFunction, leavesNothing } from '../vectors/element-functions.ts';
import { DerivedLabels } from './derived-labels.ts';
import { NOTHING, type ScalarNode, type Vector, VectorBuilder, type VectorNode } from './node.ts';
import { SelectorNode } from './selector-node.ts';

/** A node that gives each element other labels, and may give it another value. */
export class MappedNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #labels: DerivedLabels;
  readonly #change: (value: number) => number;

  constructor(
    operand: VectorNode,
    labelsOf: (labels: SortedLabels) => SortedLabels,
    change: (value: number) => number = (value) => value,
  ) {
    this.#operand = operand;
    this.#labels = new DerivedLabels(labelsOf);
    this.#change = change;
  }

  vectorAt(at: number): Vector {
    const { labels, values } = this.#operand.vectorAt(at);
    this.#labels.begin();
    return {
      labels: labels.map((set) => this.#labels.unique(set)),
      values: values.map(this.#change),
    };
  }
}

/** Drops the name of the metric, as most functions do. */
export function withoutName(labels: SortedLabels): SortedLabels {
  return labels.without(METADATA_LABELS);
}

/** A function of each value and of scalars. */
export class ElementCallNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #name: string;
  readonly #apply: ElementFunction;
  readonly #parameters: readonly ScalarNode[];
  readonly #labels = new DerivedLabels(withoutName);

  constructor(
    operand: VectorNode,
    name: string,
    apply: ElementFunction,
    parameters: readonly ScalarNode[],
  ) {
    this.#operand = operand;
    this.#name = name;
    this.#apply = apply;
    this.#parameters = parameters;
  }

  vectorAt(at: number): Vector {
    const { labels, values } = this.#operand.vectorAt(at);
    const parameters = this.#parameters.map((parameter) => parameter.scalarAt(at));
    if (leavesNothing(this.#name, parameters)) return NOTHING;
    this.#labels.begin();
    return {
      labels: labels.map((set) => this.#labels.unique(set)),
      values: values.map((value) => this.#apply(value, parameters)),
    };
  }
}

/** `sort` and `sort_desc`: by value, NaN last either way. */
export class SortNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #descending: boolean;

  constructor(operand: VectorNode, descending: boolean) {
    this.#operand = operand;
    this.#descending = descending;
  }

  vectorAt(at: number): Vector {
    const { labels, values } = this.#operand.vectorAt(at);
    const value = (place: number) => values[place] ?? 0;
    const less = this.#descending ? below : above;
    const places = goSort([...values.keys()], (one, other) => less(value(other), value(one)));
    const result = new VectorBuilder();
    for (const place of places) result.add(labels[place] ?? NO_LABELS, value(place));
    return result;
  }
}

/** `absent`: one element if there is none. */
export class AbsentNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #labels: SortedLabels;

  constructor(operand: VectorNode, labels: SortedLabels) {
    this.#operand = operand;
    this.#labels = labels;
  }

  vectorAt(at: number): Vector {
    const absent = this.#operand.vectorAt(at).values.length === 0;
    return absent ? { labels: [this.#labels], values: [1] } : NOTHING;
  }
}

/** `timestamp`: when each sample was taken; of what is computed, the instant of the evaluation. */
export class TimestampNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #labels = new DerivedLabels(withoutName);

  constructor(operand: VectorNode) {
    this.#operand = operand;
  }

  vectorAt(at: number): Vector {
    const selected = this.#operand instanceof SelectorNode;
    const { labels, values } = selected ? this.#operand.timesAt(at) : this.#operand.vectorAt(at);
    this.#labels.begin();
    return {
      labels: labels.map((set) => this.#labels.unique(set)),
      values: selected ? values : values.map(() => at / 1000),
    };
  }
}

/** A scalar as the only element of a vector, without labels. */
export class VectorOfNode implements VectorNode {
  readonly #operand: ScalarNode;

  constructor(operand: ScalarNode) {
    this.#operand = operand;
  }

  vectorAt(at: number): Vector {
    return { labels: [NO_LABELS], values: [this.#operand.scalarAt(at)] };
  }
}

/** `scalar`: the only element's value, NaN if there is not exactly one. */
export class ScalarOfNode implements ScalarNode {
  readonly #operand: VectorNode;

  constructor(operand: VectorNode) {
    this.#operand = operand;
  }

  scalarAt(at: number): number {
    const { values } = this.#operand.vectorAt(at);
    return values.length === 1 ? (values[0] ?? Number.NaN) : Number.NaN;
  }
}
