import type { MetricType } from '../../exposition/index.ts';
import type { ExplicitLabels } from '../explicit/explicit-rule.ts';
import { type Preset, WINDOW } from './preset.ts';
import { meanMilliseconds, perSecond, type Shape } from './queries.ts';

/** What a gateway or a mesh shows of the requests to one object. */
export interface Source {
  /** What its presets and metrics begin with: `istio`. */
  readonly prefix: string;
  readonly source: string;
  readonly documentation: string;
  readonly remarks: readonly string[];
  /** What it is a metric of; absent for an external one. */
  readonly resource?: string;
  readonly labels: ExplicitLabels;
  readonly fixedLabels?: boolean;
  readonly latency: {
    readonly histogram: string;
    /** Milliseconds in its unit. */
    readonly unit: 1 | 1000;
    readonly shape: Shape;
    readonly remarks?: readonly string[];
  };
  readonly requests: {
    readonly counter: string;
    readonly type?: MetricType;
    readonly shape: Shape;
  };
}

/** Two presets of one source: how long requests take, and how many there are. */
export function makePresets(source: Source): readonly [latency: Preset, requests: Preset] {
  const { prefix, latency, requests } = source;
  return [
    makePreset(source, {
      suffix: 'latency',
      meaning: 'mean time that requests took, in milliseconds',
      metric: `${prefix.replaceAll('-', '_')}_latency_ms`,
      query: meanMilliseconds(latency.histogram, latency.unit, latency.shape),
      families: [{ name: latency.histogram, type: 'histogram' }],
      remarks: latency.remarks ?? [],
    }),
    makePreset(source, {
      suffix: 'requests',
      meaning: 'requests per second',
      metric: `${prefix.replaceAll('-', '_')}_requests_per_second`,
      query: perSecond(requests.counter, requests.shape),
      families: [{ name: requests.counter, type: requests.type ?? 'counter' }],
      remarks: [],
    }),
  ];
}

/** What one preset has beside what its source says. */
export interface PresetPart extends Pick<Preset, 'meaning' | 'families' | 'remarks'> {
  readonly suffix: string;
  readonly metric: string;
  readonly query: string;
}

export function makePreset(
  source: Omit<Source, 'latency' | 'requests'>,
  { suffix, metric, query, ...part }: PresetPart,
): Preset {
  const { prefix, documentation, resource, labels, fixedLabels = false } = source;
  return {
    name: `${prefix}-${suffix}`,
    source: source.source,
    documentation,
    ...part,
    remarks: [...source.remarks, ...part.remarks],
    rule: {
      name: metric,
      ...(resource !== undefined && { resource }),
      query,
      labels,
      window: WINDOW.milliseconds,
    },
    fixedLabels,
  };
}
