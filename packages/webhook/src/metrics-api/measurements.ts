import type { LabelSet, MetricFamily } from '@flyball/core';

/** What every family of ours begins with. */
const prefix = 'flyball_metrics_api_';

/** A number that belongs to labels. */
export interface MeasuredSample {
  readonly labels: LabelSet;
  readonly value: number;
}

/** A counter by labels, which only rises. */
export class LabelledCounter {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<string, { readonly labels: LabelSet; value: number }>();

  /** @param name without the prefix of all of ours */
  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: LabelSet, amount = 1): void {
    const key = JSON.stringify(labels);
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, { labels, value: amount });
    else known.value += amount;
  }

  read(): MetricFamily {
    return family(this.#name, 'counter', this.#help, [...this.#values.values()]);
  }
}

/** A gauge as it stands now. */
export function gauge(
  name: string,
  help: string,
  samples: readonly MeasuredSample[],
): MetricFamily {
  return family(name, 'gauge', help, samples);
}

function family(
  ownName: string,
  type: 'counter' | 'gauge',
  help: string,
  samples: readonly MeasuredSample[],
): MetricFamily {
  const name = prefix + ownName;
  return { name, type, help, samples: samples.map((sample) => ({ name, ...sample })) };
}
