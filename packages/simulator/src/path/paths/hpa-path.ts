import type { Reading } from '@flyball/core';
import { advanceTogether, type Beat, nextEventOf, type Stage, Ticker } from '../timing/index.ts';
import { MetricSources } from './metric-sources.ts';
import type { MetricsPath, PathEvent, PodsInView } from './metrics-path.ts';
import type { MetricSourceOptions, PrometheusOptions } from './path-options.ts';
import { prometheusStages } from './prometheus-stages.ts';

export interface HpaPathOptions extends PrometheusOptions, MetricSourceOptions {
  /** `--horizontal-pod-autoscaler-sync-period`; every 15,000 ms by default. */
  readonly sync?: Beat;
}

const SYNC: Beat = { interval: 15_000 };

/**
 * The path of a HorizontalPodAutoscaler: Prometheus scrapes, its rules record, prometheus-adapter
 * lists and asks, metrics-server measures, and the controller syncs. In one instant they act in that
 * order.
 *
 * @throws {RangeError} for an interval that is not positive, and a metric that nobody answers for
 */
export function hpaPath(options: HpaPathOptions): MetricsPath {
  return new HpaPath(options);
}

class HpaPath implements MetricsPath {
  readonly #sources: MetricSources;
  readonly #stages: readonly Stage[];
  #events: PathEvent[] = [];

  constructor(options: HpaPathOptions) {
    this.#sources = new MetricSources(options);
    const sync = new Ticker(options.sync ?? SYNC, options.startedAt);
    this.#stages = [
      ...prometheusStages(options, (group, step) => {
        this.#events.push({ kind: 'rules', at: step.at, group, step });
      }),
      ...this.#sources.stages,
      {
        nextEventAt: () => sync.nextEventAt(),
        advance: (to) => {
          for (const at of sync.advance(to)) this.#events.push({ kind: 'look', at, cause: 'sync' });
        },
      },
    ];
  }

  nextEventAt(): number {
    return nextEventOf(this.#stages);
  }

  advance(to: number): readonly PathEvent[] {
    this.#events = [];
    advanceTogether(this.#stages, to);
    return this.#events;
  }

  readings(at: number, pods: PodsInView): readonly Reading[] {
    return this.#sources.readings(at, pods);
  }

  /** The controller comes again in any case. */
  looked(): void {}
}
