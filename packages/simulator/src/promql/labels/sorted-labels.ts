import type { LabelSet } from '@flyball/core';

/** Separates names and values in a key; no valid UTF-8 text of a label holds it. */
const SEPARATOR = '\uFFFF';

let nextRank = 0;

/**
 * The labels of a series: immutable, sorted by name, without empty values (an empty label is one
 * that is not there). Two sets with the same labels have the same `key`.
 */
export class SortedLabels {
  readonly names: readonly string[];
  readonly values: readonly string[];
  /**
   * Where in an order a series with these labels stands: in a store the order of arrival, in a
   * result that of what it was made of. No part of the labels.
   */
  readonly rank: number;
  #key: string | undefined;

  private constructor(names: readonly string[], values: readonly string[], rank?: number) {
    this.names = names;
    this.values = values;
    this.rank = rank ?? nextRank++;
  }

  static of(labels: LabelSet): SortedLabels {
    return SortedLabels.fromEntries(Object.entries(labels));
  }

  /** Of a name that comes twice the last value counts. */
  static fromEntries(entries: Iterable<readonly [name: string, value: string]>): SortedLabels {
    const sorted = [...new Map(entries)]
      .filter(([, value]) => value !== '')
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return new SortedLabels(
      sorted.map(([name]) => name),
      sorted.map(([, value]) => value),
    );
  }

  /** The same text for the same labels, and for no others. */
  get key(): string {
    if (this.#key === undefined) {
      let key = '';
      for (const [i, name] of this.names.entries()) {
        key += name + SEPARATOR + this.values[i] + SEPARATOR;
      }
      this.#key = key;
    }
    return this.#key;
  }

  /** The value of a label, empty if it is not there. */
  get(name: string): string {
    return this.values[this.names.indexOf(name)] ?? '';
  }

  /** Without the labels named; itself if it has none of them. */
  without(names: readonly string[]): SortedLabels {
    return this.#filter((name) => !names.includes(name));
  }

  /** With no labels but those named; itself if it has no others. */
  only(names: readonly string[]): SortedLabels {
    return this.#filter((name) => names.includes(name));
  }

  /** With one label set, or without it if the value is empty. */
  with(name: string, value: string): SortedLabels {
    const entries = this.entries().filter(([other]) => other !== name);
    const { names, values } = SortedLabels.fromEntries([...entries, [name, value]]);
    return new SortedLabels(names, values, this.rank);
  }

  entries(): [name: string, value: string][] {
    return this.names.map((name, i) => [name, this.values[i] ?? '']);
  }

  toRecord(): LabelSet {
    return Object.fromEntries(this.entries());
  }

  #filter(keeps: (name: string) => boolean): SortedLabels {
    const kept = this.entries().filter(([name]) => keeps(name));
    if (kept.length === this.names.length) return this;
    return new SortedLabels(
      kept.map(([name]) => name),
      kept.map(([, value]) => value),
      this.rank,
    );
  }
}

export const NO_LABELS: SortedLabels = SortedLabels.of({});
