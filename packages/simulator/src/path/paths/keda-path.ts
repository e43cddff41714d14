import type { Reading } from '@flyball/core';
import { KedaMetrics, type PrometheusTrigger } from '../keda/index.ts';
import { QueryRunner } from '../query/index.ts';
import { advanceTogether, type Beat, nextEventOf, type Stage, Ticker } from '../timing/index.ts';
import type { MetricsPath, PathEvent } from './metrics-path.ts';
import type { PrometheusOptions } from './path-options.ts';
import { prometheusStages } from './prometheus-stages.ts';

export interface KedaPathOptions extends PrometheusOptions {
  /** The triggers in their order: each is one External metric of KEDA's HorizontalPodAutoscaler. */
  readonly triggers: readonly PrometheusTrigger[];
  /** `pollingInterval`; every 30,000 ms by default. */
  readonly polling?: Beat;
  /** `--horizontal-pod-autoscaler-sync-period`; every 15,000 ms by default. */
  readonly sync?: Beat;
}

const SYNC: Beat = { interval: 15_000 };

/**
 * The path of KEDA: Prometheus scrapes, KEDA polls for zero or not, and its HorizontalPodAutoscaler
 * syncs and asks KEDA, which asks Prometheus. In one instant they act in that order.
 *
 * @throws {RangeError} for an interval that is not positive
 */
export function kedaPath(options: KedaPathOptions): MetricsPath {
  return new KedaPath(options);
}

class KedaPath implements MetricsPath {
  readonly #keda: KedaMetrics;
  readonly #count: number;
  readonly #stages: readonly Stage[];
  #events: PathEvent[] = [];

  constructor(options: KedaPathOptions) {
    const { store, startedAt, triggers, polling, lookback, faults = {} } = options;
    this.#count = triggers.length;
    this.#keda = new KedaMetrics({
      triggers,
      startedAt,
      ...(polling === undefined ? {} : { polling }),
      prometheus: new QueryRunner({
        store,
        ...(lookback === undefined ? {} : { lookback }),
        ...(faults.query === undefined ? {} : { fault: faults.query }),
      }),
    });
    const sync = new Ticker(options.sync ?? SYNC, startedAt);
    this.#stages = [
      ...prometheusStages(options, (group, step) => {
        this.#events.push({ kind: 'rules', at: step.at, group, step });
      }),
      {
        nextEventAt: () => this.#keda.nextEventAt(),
        advance: (to) => {
          for (const poll of this.#keda.advance(to)) {
            this.#events.push({ kind: 'poll', at: poll.at, poll });
          }
        },
      },
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

  readings(at: number): readonly Reading[] {
    return Array.from({ length: this.#count }, (_, index) => this.#keda.read(index, at));
  }

  /** The controller comes again in any case. */
  looked(): void {}
}
