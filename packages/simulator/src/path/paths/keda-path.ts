import { KedaMetrics, type PrometheusTrigger } from '../keda/index.ts';
import { QueryRunner } from '../query/index.ts';
import type { Beat, Stage } from '../timing/index.ts';
import type { MetricsPath } from './metrics-path.ts';
import type { PrometheusOptions } from './path-options.ts';
import { type Emit, PathRun, syncStage } from './path-run.ts';
import { prometheusStages, ruleEvents } from './prometheus-stages.ts';
import { unreachableApi } from './unreachable-api.ts';

export interface KedaPathOptions extends PrometheusOptions {
  /** The triggers in their order: each is one External metric of KEDA's HorizontalPodAutoscaler. */
  readonly triggers: readonly PrometheusTrigger[];
  /** `pollingInterval`; every 30,000 ms by default. */
  readonly polling?: Beat;
  /** `--horizontal-pod-autoscaler-sync-period`; every 15,000 ms by default. */
  readonly sync?: Beat;
}

/**
 * The path of KEDA: Prometheus scrapes, KEDA polls for zero or not, and its HorizontalPodAutoscaler
 * syncs and asks KEDA, which asks Prometheus. In one instant they act in that order.
 *
 * @throws {RangeError} for an interval that is not positive
 */
export function kedaPath(options: KedaPathOptions): MetricsPath {
  const { store, startedAt, triggers, polling, sync, lookback, faults = {} } = options;
  const prometheus = new QueryRunner({
    store,
    ...(lookback === undefined ? {} : { lookback }),
    ...(faults.query === undefined ? {} : { fault: faults.query }),
  });
  const keda = new KedaMetrics({
    triggers,
    startedAt,
    prometheus,
    ...(polling === undefined ? {} : { polling }),
  });
  const run = new PathRun((emit) => [
    ...prometheusStages(options, ruleEvents(emit)),
    pollStage(keda, emit),
    syncStage(sync, startedAt, emit),
  ]);
  return {
    nextEventAt: () => run.nextEventAt(),
    advance: (to) => run.advance(to),
    readings: (at) => {
      const down = faults.metricsApi?.(at) !== undefined;
      return triggers.map((_, index) => (down ? unreachableApi() : keda.read(index, at)));
    },
    // The controller comes again in any case.
    looked: () => undefined,
  };
}

function pollStage(keda: KedaMetrics, emit: Emit): Stage {
  return {
    nextEventAt: () => keda.nextEventAt(),
    advance: (to) => {
      for (const poll of keda.advance(to)) emit({ kind: 'poll', at: poll.at, poll });
    },
  };
}
