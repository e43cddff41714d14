import { hpaPath, kedaPath, type MetricsPath } from '../../path/index.ts';
import type { PathSpec } from '../path-spec.ts';
import { directPath } from './direct-path.ts';
import { metricSourceOptions, prometheusOptions, syncBeat } from './laid-options.ts';
import { layFlyballPath } from './lay-flyball-path.ts';
import { beatOf, type PathWorld } from './path-world.ts';

/** `pollingInterval` of a ScaledObject, seconds. */
const POLLING = 30;

/**
 * Lays a path through a run.
 *
 * @throws RangeError for a beat that is not positive, for a metric that nobody answers for, and for a
 *   policy of which no alert can be made; RuleGroupError, AlertmanagerConfigError and QueryError for
 *   what Prometheus and Alertmanager would refuse.
 */
export function layPath(spec: PathSpec, world: PathWorld): MetricsPath {
  switch (spec.kind) {
    case 'hpa':
      return hpaPath({
        ...prometheusOptions(spec, world),
        ...metricSourceOptions(spec, world, 'prometheus-adapter'),
        sync: syncBeat(spec.sync, world),
      });
    case 'flyball':
      return layFlyballPath(spec, world);
    case 'keda':
      return kedaPath({
        ...prometheusOptions(spec, world),
        triggers: spec.triggers,
        polling: beatOf(
          spec.polling,
          { interval: POLLING, phase: world.phases.polling },
          world.startsAt,
        ),
        sync: syncBeat(spec.sync, world),
      });
    case 'direct':
      return directPath(spec, world);
  }
}
