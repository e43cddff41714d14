import type { LabelSet } from '../labels/index.ts';
import type { ExpositionEntry, MetricType } from './entry.ts';

/** All series of one metric: of a histogram its buckets, its sum and its count. */
export interface MetricFamily {
  /** Without the suffixes: `kong_upstream_latency_ms`. */
  readonly name: string;
  readonly type: MetricType;
  readonly help?: string;
  readonly samples: readonly FamilySample[];
}

export interface FamilySample {
  /** With its suffix: `kong_upstream_latency_ms_bucket`. */
  readonly name: string;
  /** Without `__name__`. */
  readonly labels: LabelSet;
  readonly value: number;
  /** Milliseconds since the epoch, where the exposition says it. */
  readonly at?: number;
}

/** What the names of a family's series may end with. */
const suffixes: Readonly<Record<MetricType, readonly string[]>> = {
  counter: ['', '_total', '_created'],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  gaugehistogram: ['_bucket', '_gsum', '_gcount'],
  summary: ['', '_sum', '_count', '_created'],
  info: ['', '_info'],
  stateset: [''],
  unknown: [''],
};

interface Draft {
  readonly name: string;
  type: MetricType;
  help?: string;
  readonly samples: FamilySample[];
}

/**
 * The families of an exposition, in the order of their first appearance, wherever their series
 * stand: some programs list all buckets of a metric first, then all counts, then all sums. A series
 * that no TYPE speaks of is a family of its own, of type unknown.
 */
export function metricFamilies(entries: Iterable<ExpositionEntry>): readonly MetricFamily[] {
  const families = new Map<string, Draft>();
  const owners = new Map<string, Draft>();
  const family = (name: string): Draft => {
    const known = families.get(name);
    if (known !== undefined) return known;
    const created: Draft = { name, type: 'unknown', samples: [] };
    families.set(name, created);
    return created;
  };
  const listed = [...entries];
  for (const entry of listed) {
    if (entry.kind === 'help') family(entry.name).help = entry.help;
    if (entry.kind !== 'type') continue;
    const draft = family(entry.name);
    draft.type = entry.type;
    for (const suffix of suffixes[entry.type]) owners.set(`${entry.name}${suffix}`, draft);
  }
  for (const entry of listed) {
    if (entry.kind !== 'sample') continue;
    const { __name__: name = '', ...labels } = entry.labels;
    const { value, at } = entry;
    const owner = owners.get(name) ?? family(name);
    owner.samples.push({ name, labels, value, ...(at !== undefined && { at }) });
  }
  return [...families.values()];
}
