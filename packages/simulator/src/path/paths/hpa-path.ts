import type { Beat } from '../timing/index.ts';
import { MetricSources } from './metric-sources.ts';
import type { MetricsPath } from './metrics-path.ts';
import type { MetricSourceOptions, PrometheusOptions } from './path-options.ts';
import { PathRun, syncStage } from './path-run.ts';
import { prometheusStages, ruleEvents } from './prometheus-stages.ts';

export interface HpaPathOptions extends PrometheusOptions, MetricSourceOptions {
  /** `--horizontal-pod-autoscaler-sync-period`; every 15,000 ms by default. */
  readonly sync?: Beat;
}

/**
 * The path of a HorizontalPodAutoscaler: Prometheus scrapes, its rules record, prometheus-adapter
 * lists and asks, metrics-server measures, and the controller syncs. In one instant they act in that
 * order.
 *
 * @throws {RangeError} for an interval that is not positive, and a metric that nobody answers for
 */
export function hpaPath(options: HpaPathOptions): MetricsPath {
  const sources = new MetricSources(options);
  const run = new PathRun((emit) => [
    ...prometheusStages(options, ruleEvents(emit)),
    ...sources.stages,
    syncStage(options.sync, options.startedAt, emit),
  ]);
  return {
    nextEventAt: () => run.nextEventAt(),
    advance: (to) => run.advance(to),
    readings: (at, pods) => sources.readings(at, pods),
    // The controller comes again in any case.
    looked: () => undefined,
  };
}
