import type { Adapter, DefaultedHorizontalPodAutoscaler } from '@flyball/core';
import type { SeriesStore } from '../../promql/index.ts';
import type { ContainerUsage } from '../metrics-server/index.ts';
import type { QueryFault } from '../query/index.ts';
import type { RuleGroup } from '../rules/index.ts';
import type { ScrapeFault, ScrapeTarget } from '../scrape/index.ts';
import type { Beat } from '../timing/index.ts';

/** What goes wrong on the path, by the instant. */
export interface PathFaults {
  readonly scrape?: (at: number, target: string) => ScrapeFault | undefined;
  readonly rules?: (at: number) => 'skipped' | undefined;
  /** Whoever asks Prometheus for values. */
  readonly query?: (at: number) => QueryFault | undefined;
  readonly relist?: (at: number) => 'unavailable' | undefined;
  /** metrics-server asking the kubelets. */
  readonly metricsServer?: (at: number) => 'unavailable' | undefined;
  /** The controller asking for metrics, whoever serves them. */
  readonly metricsApi?: (at: number) => 'unavailable' | undefined;
  /** Prometheus posting alerts to Alertmanager. */
  readonly alerts?: (at: number) => 'lost' | undefined;
  /** The webhook: it answers 503, and does not look. */
  readonly webhook?: (at: number) => 'unavailable' | undefined;
}

/** What every path has: a Prometheus that scrapes and evaluates rules. Milliseconds. */
export interface PrometheusOptions {
  readonly store: SeriesStore;
  readonly startedAt: number;
  readonly targets: (at: number) => readonly ScrapeTarget[];
  readonly scrapeInterval: number;
  /** When in the interval a target is scraped; by a hash of its name by default. */
  readonly scrapePhase?: (target: string) => number;
  /** Set apart from the hashes of other machines, as a hostname is; 0 by default. */
  readonly offsetSeed?: bigint;
  readonly discoveryInterval?: number;
  readonly ruleGroups?: readonly RuleGroup[];
  /** `--query.lookback-delta`. */
  readonly lookback?: number;
  readonly faults?: PathFaults;
}

/** What the controller reads metrics through. */
export interface MetricSourceOptions {
  readonly policy: DefaultedHorizontalPodAutoscaler;
  /** prometheus-adapter's rules, compiled; needed for Object, Pods and External metrics. */
  readonly adapter?: Adapter;
  /** `--metrics-relist-interval`; every 60,000 ms from the start by default. */
  readonly relist?: Beat;
  readonly maxAge?: number;
  /** Needed for Resource and ContainerResource metrics. */
  readonly usage?: (at: number) => Iterable<ContainerUsage>;
  readonly metricsResolution?: Beat;
}
