import { allMetrics, targetPlace } from '../metric-place.ts';
import type { LintRule } from '../rule.ts';

/** `AverageValue` on what is the same for every pod: it is divided by their number all the same. */
export const averageValueOnAGauge: LintRule = {
  code: 'FB103',
  page: 'averagevalue-on-a-gauge',
  *check({ autoscalers }) {
    for (const placed of allMetrics(autoscalers)) {
      const { name, type, target, nature } = placed.metric;
      const isLevel = nature.kind === 'level' || nature.kind === 'latency';
      // Of Pods, AverageValue is the mean over pods, and right.
      if (!isLevel || type === 'Pods' || target.type !== 'AverageValue') continue;
      const what = nature.kind === 'latency' ? 'a latency' : 'a level';
      yield {
        severity: 'error',
        place: targetPlace(placed, 'averageValue'),
        message: `AverageValue divides ${name} by the number of pods, but that is ${what}: it asks for one pod per ${target.averageValue}, whatever the size does.`,
        remedy: `Use type: Value, value: "${target.averageValue}".`,
      };
    }
  },
};
