import { type Bucket, bucketFraction, bucketQuantile } from '../vectors/buckets.ts';
import { parseGoFloat } from '../vectors/go-float.ts';
import { DerivedLabels } from './derived-labels.ts';
import { type ScalarNode, type Vector, VectorBuilder, type VectorNode } from './node.ts';
import { withoutName } from './vector-call-nodes.ts';

const BOUND = 'le';

/** A function of classic histograms: of the buckets that differ in `le` alone. */
export class HistogramNode implements VectorNode {
  readonly #operand: VectorNode;
  readonly #parameters: readonly ScalarNode[];
  readonly #apply: (parameters: readonly number[], buckets: readonly Bucket[]) => number;
  readonly #histograms = new DerivedLabels((labels) => labels.without([BOUND]));
  readonly #labels = new DerivedLabels(withoutName);

  constructor(name: string, parameters: readonly ScalarNode[], operand: VectorNode) {
    this.#operand = operand;
    this.#parameters = parameters;
    this.#apply =
      name === 'histogram_quantile'
        ? ([q = Number.NaN], buckets) => bucketQuantile(q, buckets)
        : ([lower = Number.NaN, upper = Number.NaN], buckets) =>
            bucketFraction(lower, upper, buckets);
  }

  vectorAt(at: number): Vector {
    const parameters = this.#parameters.map((parameter) => parameter.scalarAt(at));
    const { labels, values } = this.#operand.vectorAt(at);
    const found: Bucket[][] = [];
    const result = new VectorBuilder();
    this.#histograms.begin();
    this.#labels.begin();
    for (const [i, set] of labels.entries()) {
      const bound = parseGoFloat(set.get(BOUND));
      if (Number.isNaN(bound)) continue;
      const slot = this.#histograms.slotOf(set);
      if (!this.#histograms.isUsed(slot)) {
        this.#histograms.use(slot, found.length);
        found.push([]);
        result.labels.push(this.#labels.unique(slot.labels));
      }
      found[slot.index]?.push({ bound, count: values[i] ?? 0 });
    }
    result.values.push(...found.map((buckets) => this.#apply(parameters, buckets)));
    return result;
  }
}
