import { allMetrics, targetPlace } from '../metric-place.ts';
import { restingReplicas } from '../resting-replicas.ts';
import type { LintRule } from '../rule.ts';
import { targetValue } from '../target-value.ts';
import { plain } from '../words.ts';

/**
 * With few pods one pod is a large step: the way down is far below the tolerance band. A latency has a
 * floor that it never falls below, and may never get there.
 */
export const smallCounts: LintRule = {
  code: 'FB106',
  page: 'small-counts',
  *check({ autoscalers, settings: { tolerance, serviceTime } }) {
    for (const placed of allMetrics(autoscalers)) {
      const { nature, name } = placed.metric;
      const { minReplicas, maxReplicas } = placed.autoscaler.manifest.spec;
      const least = Math.max(1, minReplicas);
      const value = targetValue(placed.metric);
      if (nature.kind !== 'latency' || value === undefined) continue;
      if (maxReplicas <= least || least > 2) continue;
      const edge = plain((value * least) / (least + 1));
      const place = targetPlace(placed, 'value');
      const floor =
        serviceTime === undefined || nature.unit === undefined
          ? undefined
          : serviceTime / nature.unit;
      if (floor === undefined) {
        yield {
          severity: 'advice',
          place,
          message: `From ${least + 1} replicas it goes back to ${least} only when ${name} falls to ${edge}: one pod is a larger step than the tolerance of ${plain(tolerance * 100)} %.`,
          remedy: `See that an idle service answers in less than ${edge}; say how fast it is with --service-time.`,
        };
        continue;
      }
      const resting = restingReplicas(floor / value, maxReplicas, tolerance);
      // Above the band it does not come to rest at all: another rule tells that.
      if (resting <= least || floor > value * (1 + tolerance)) continue;
      yield {
        severity: 'warning',
        place,
        message: `An idle service answers in ${plain(floor)}, so once it has been larger it stays at ${resting} replicas and never goes back to ${least}: from ${resting} to ${resting - 1} ${name} would have to fall to ${plain((value * (resting - 1)) / resting)}.`,
        remedy: `Write a target above ${plain((floor * (least + 1)) / least)}, or accept minReplicas: ${resting}.`,
      };
    }
  },
};
