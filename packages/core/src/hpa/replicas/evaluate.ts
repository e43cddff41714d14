import type { CompiledMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import { type Evaluation, fail, propose } from './evaluation.ts';
import { evaluateExternal } from './external.ts';
import { evaluateObject } from './object.ts';
import { evaluatePods } from './pods.ts';
import { evaluateResource } from './resource.ts';

/** What one metric of the policy says. */
export function evaluateMetric(metric: CompiledMetric, look: Look): Evaluation {
  switch (metric.kind) {
    case 'Object':
      return evaluateObject(metric, look);
    case 'External':
      return evaluateExternal(metric, look);
    case 'Pods':
      return evaluatePods(metric, look);
    case 'Utilization':
    case 'RawResource':
      return evaluateResource(metric, look);
    case 'Fixed': {
      const computed = evaluateMetric(metric.metric, look);
      return propose(metric, metric.replicas, computed.ok ? computed.status : { type: '' });
    }
    case 'Unusable':
      return fail(metric, metric.failure);
  }
}
