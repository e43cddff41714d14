import { SortedLabels, type Vector } from '../../promql/index.ts';
import { RuleFailure, type RuleOutput } from './rule-output.ts';

/** A rule that writes the result of its expression under a name of its own. */
export class RecordingRule {
  readonly #own: readonly (readonly [name: string, value: string])[];
  readonly #limit: number;
  readonly #labels = new WeakMap<SortedLabels, SortedLabels>();

  constructor(
    record: string,
    labels: readonly (readonly [name: string, value: string])[],
    limit: number,
  ) {
    this.#own = [['__name__', record], ...labels];
    this.#limit = limit;
  }

  /** @throws {RuleFailure} if two series would have the same labels, or there are too many */
  evaluate({ labels, values }: Vector): readonly RuleOutput[] {
    const keys = new Set<string>();
    const outputs = labels.map((source, i) => {
      const set = this.#labelsOf(source);
      keys.add(set.key);
      return { labels: set, value: values[i] ?? 0 };
    });
    if (keys.size < outputs.length) {
      throw new RuleFailure('two elements of the result make series with the same labels');
    }
    if (this.#limit > 0 && outputs.length > this.#limit) {
      throw new RuleFailure(`the limit is ${this.#limit}, and there are ${outputs.length} series`);
    }
    return outputs;
  }

  #labelsOf(source: SortedLabels): SortedLabels {
    let set = this.#labels.get(source);
    if (set === undefined) {
      set = SortedLabels.fromEntries([...source.entries(), ...this.#own]);
      this.#labels.set(source, set);
    }
    return set;
  }
}
