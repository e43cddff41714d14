import { allMetrics } from '../metric-place.ts';
import { type Place, placeOf } from '../place.ts';
import type { LintRule } from '../rule.ts';
import type { LintedAutoscaler } from '../subject.ts';
import { secondsText } from '../words.ts';

/** A direction that acts again before its last act can be seen in the metric. */
export const windowShorterThanTheAverage: LintRule = {
  code: 'FB104',
  page: 'window-shorter-than-the-average',
  *check({ autoscalers, settings: { syncPeriod } }) {
    for (const { autoscaler, metric } of allMetrics(autoscalers)) {
      const { behavior } = autoscaler.manifest.spec;
      const { window = 0, kind } = metric.nature;
      // A total follows the load and not the size: there is nothing to wait for.
      if (behavior === undefined || window <= syncPeriod || kind === 'total') continue;
      const down = behavior.scaleDown.stabilizationWindowSeconds ?? 300;
      const average = `the ${secondsText(window)} average ${metric.name}`;
      if (down < window && behavior.scaleDown.selectPolicy !== 'Disabled') {
        yield {
          severity: 'warning',
          place: directionPlace(autoscaler, 'scaleDown'),
          message: `scaleDown looks back ${secondsText(down)}, and ${average} still holds what was before: it follows every dip and removes pods twice for one.`,
          remedy: `Write stabilizationWindowSeconds: ${Math.ceil(window)} or more.`,
        };
      }
      const shortest = Math.min(...behavior.scaleUp.policies.map((each) => each.periodSeconds));
      if (metric.target.type === 'AverageValue' || behavior.scaleUp.selectPolicy === 'Disabled')
        continue;
      if (shortest < window && behavior.scaleUp.stabilizationWindowSeconds < window) {
        yield {
          severity: 'warning',
          place: directionPlace(autoscaler, 'scaleUp'),
          message: `scaleUp may act every ${secondsText(shortest)}, and ${average} shows a new pod in full only after ${secondsText(window)}: one reading is multiplied again and again, up to maxReplicas.`,
          remedy: `Write policies with periodSeconds: ${Math.ceil(window)}, or average over less.`,
        };
      }
    }
  },
};

function directionPlace({ source }: LintedAutoscaler, direction: 'scaleUp' | 'scaleDown'): Place {
  return placeOf(source, ['spec', 'behavior', direction], 'key');
}
