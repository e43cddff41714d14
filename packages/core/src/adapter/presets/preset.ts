import type { MetricType } from '../../exposition/index.ts';
import type { ExplicitRule } from '../explicit/explicit-rule.ts';

/** A rule for what a gateway or a mesh shows, to be used by its name. */
export interface Preset {
  /** What it is called in a configuration: `istio-latency`. */
  readonly name: string;
  /** What measures it. */
  readonly source: string;
  /** What the value is, with its unit. */
  readonly meaning: string;
  /** The page on which its metrics are documented. */
  readonly documentation: string;
  /** The families that have to be in Prometheus. */
  readonly families: readonly { readonly name: string; readonly type: MetricType }[];
  /** What has to be so for it to work, or to mean what it says. */
  readonly remarks: readonly string[];
  readonly rule: ExplicitRule;
  /** Whether the query takes its labels out of another one, so that they cannot be other labels. */
  readonly fixedLabels: boolean;
}

/** Over what a rate is taken, in the queries and as what the value stands for. */
export const WINDOW = { text: '1m', milliseconds: 60_000 } as const;
