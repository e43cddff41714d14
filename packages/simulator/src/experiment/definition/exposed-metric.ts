import type { ExposedMetric } from '../../engine/index.ts';
import {
  about,
  choice,
  list,
  named,
  number,
  object,
  optional,
  type Shape,
  text,
} from '../schema/index.ts';

/** A metric that the service exposes, beside those that every service does. */
export const exposedMetricShape: Shape<ExposedMetric> = about(
  'As {name: app_latency_seconds, of: latency, labels: {app: shop}}',
  object({
    name: text(),
    of: choice(['latency', 'requests', 'in-flight', 'waiting', 'cpu', 'memory']),
    from: optional(about('Who exposes it: one gateway, or each pod', choice(['gateway', 'pods']))),
    labels: optional(about('As Prometheus has them in the end', named(text()))),
    scale: optional(about('1000 for milliseconds', number())),
    buckets: optional(list(number({ least: 0 }), 1)),
  }),
);
