import { METADATA_LABELS } from '../labels/metadata-labels.ts';
import { NO_LABELS, type SortedLabels } from '../labels/sorted-labels.ts';
import type { Aggregator, Grouping } from '../syntax/expression.ts';
import { AGGREGATES, type Aggregate } from '../vectors/aggregates.ts';
import { above, below, choose } from '../vectors/choose.ts';
import { formatGoFloat } from '../vectors/go-float.ts';
import { DerivedLabels } from './derived-labels.ts';
import { EvaluationError } from './evaluation-error.ts';
import { NOTHING, type ScalarNode, type Vector, VectorBuilder, type VectorNode } from './node.ts';

/** From the labels of an element to those of its group. */
function groupLabels({ without, labels }: Grouping): (set: SortedLabels) => SortedLabels {
  if (!without) return (set) => set.only(labels);
  const dropped = [...METADATA_LABELS, ...labels];
  return (set) => set.without(dropped);
}

/** The groups of a vector's elements, in the order of their first elements. */
class Groups {
  readonly #groups: DerivedLabels;
  labels: SortedLabels[] = [];
  /** Where the elements of each group stand in the vector. */
  places: number[][] = [];

  constructor(labelsOf: (set: SortedLabels) => SortedLabels) {
    this.#groups = new DerivedLabels(labelsOf);
  }

  divide(elements: readonly SortedLabels[]): void {
    this.labels = [];
    this.places = [];
    this.#groups.begin();
    for (const [place, set] of elements.entries()) {
      const slot = this.#groups.slotOf(set);
      if (!this.#groups.isUsed(slot)) {
        this.#groups.use(slot, this.labels.length);
        this.labels.push(slot.labels);
        this.places.push([]);
      }
      this.places[slot.index]?.push(place);
    }
  }
}

/** One value for each group: sum, avg, quantile, … */
export class AggregationNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #parameter: ScalarNode | undefined;
  readonly #aggregate: Aggregate;
  readonly #groups: Groups;

  constructor(
    aggregator: keyof typeof AGGREGATES,
    operand: VectorNode,
    parameter: ScalarNode | undefined,
    grouping: Grouping,
  ) {
    this.#operand = operand;
    this.#parameter = parameter;
    this.#aggregate = AGGREGATES[aggregator];
    this.#groups = new Groups(groupLabels(grouping));
  }

  vectorAt(at: number): Vector {
    const parameter = this.#parameter?.scalarAt(at) ?? 0;
    const { labels, values } = this.#operand.vectorAt(at);
    this.#groups.divide(labels);
    return {
      labels: this.#groups.labels,
      values: this.#groups.places.map((places) =>
        this.#aggregate(
          places.map((place) => values[place] ?? 0),
          parameter,
        ),
      ),
    };
  }
}

/** `topk` and `bottomk`: so many elements of each group, the most extreme first. */
export class ExtremesNode implements VectorNode {
  readonly #aggregator: Aggregator;
  readonly #operand: VectorNode;
  readonly #parameter: ScalarNode;
  readonly #groups: Groups;

  constructor(
    aggregator: Aggregator,
    operand: VectorNode,
    parameter: ScalarNode,
    grouping: Grouping,
  ) {
    this.#aggregator = aggregator;
    this.#operand = operand;
    this.#parameter = parameter;
    this.#groups = new Groups(groupLabels(grouping));
  }

  /** @throws {EvaluationError} `parameter` if the number wanted is NaN or beyond an int64 */
  vectorAt(at: number): Vector {
    const wanted = this.#parameter.scalarAt(at);
    const { labels, values } = this.#operand.vectorAt(at);
    if (wanted < 1) return NOTHING;
    if (Number.isNaN(wanted) || wanted >= 2 ** 63) {
      throw new EvaluationError(
        'parameter',
        `${this.#aggregator} cannot choose ${wanted} elements`,
      );
    }
    this.#groups.divide(labels);
    const less = this.#aggregator === 'topk' ? below : above;
    const result = new VectorBuilder();
    for (const places of this.#groups.places) {
      for (const place of choose(places, values, Math.trunc(wanted), less)) {
        result.add(labels[place] ?? NO_LABELS, values[place] ?? 0);
      }
    }
    return result;
  }
}

/** `count_values`: how many elements have each value, which becomes a label. */
export class CountValuesNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #label: string;
  readonly #groups: Groups;

  constructor(operand: VectorNode, label: string, { without, labels }: Grouping) {
    this.#operand = operand;
    this.#label = label;
    const kept = without ? labels : [...labels, label];
    this.#groups = new Groups(groupLabels({ without, labels: kept }));
  }

  vectorAt(at: number): Vector {
    const { labels, values } = this.#operand.vectorAt(at);
    this.#groups.divide(
      labels.map((set, i) => set.with(this.#label, formatGoFloat(values[i] ?? 0))),
    );
    const { labels: groups, places } = this.#groups;
    return { labels: groups, values: places.map(({ length }) => length) };
  }
}
