/** A number that a server tells of itself, in the terms of Prometheus. */
export interface Measurement {
  /** Without a prefix of the program: `queries_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly MeasuredSample[];
}

export interface MeasuredSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A counter by labels, which only rises. */
export class LabelledCounter {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<
    string,
    { readonly labels: MeasuredSample['labels']; value: number }
  >();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: MeasuredSample['labels'], amount = 1): void {
    const key = JSON.stringify(labels);
    const known = this.#values.get(key);
    if (known === undefined) this.#values.set(key, { labels, value: amount });
    else known.value += amount;
  }

  read(): Measurement {
    const samples = [...this.#values.values()].map(({ labels, value }) => ({ labels, value }));
    return { name: this.#name, help: this.#help, type: 'counter', samples };
  }
}

/** A gauge as it stands now. */
export function gauge(name: string, help: string, samples: readonly MeasuredSample[]): Measurement {
  return { name, help, type: 'gauge', samples };
}
