import { allMetrics, targetPlace } from '../metric-place.ts';
import type { LintRule } from '../rule.ts';

/** `Value` on what the load makes and pods do not make smaller: every look multiplies the size again. */
export const valueOnATotal: LintRule = {
  code: 'FB102',
  page: 'value-on-a-total',
  *check({ autoscalers }) {
    for (const placed of allMetrics(autoscalers)) {
      const { name, target, nature } = placed.metric;
      if (nature.kind !== 'total' || target.type !== 'Value') continue;
      yield {
        severity: 'error',
        place: targetPlace(placed, 'value'),
        message: `Value multiplies the size by ${name} / ${target.value}, but that is a total: more pods do not lower it, so the size is multiplied at every look, up to maxReplicas.`,
        remedy: 'Use type: AverageValue, averageValue: what one pod should take of it.',
      };
    }
  },
};
