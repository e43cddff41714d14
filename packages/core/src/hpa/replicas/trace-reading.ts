import type { Int64 } from '../../go/index.ts';
import type { CompiledMetric } from '../compiled-metric.ts';
import type { Look } from '../look.ts';
import { writeMilli } from '../milli.ts';
import type { ReadingStep } from '../trace.ts';

/** Records what a metric read and what it is held against. */
export function traceReading(
  { trace, observation }: Look,
  metric: Exclude<CompiledMetric, { kind: 'Unusable' | 'Fixed' }>,
  source: ReadingStep['source'],
  target: ReadingStep['target'],
  usage: Int64,
): void {
  if (trace === undefined) return;
  const { index, name } = metric;
  trace.push({
    step: 'reading',
    metric: index,
    name,
    subject: subjectOf(metric),
    source,
    target,
    targetValue: metric.kind === 'Utilization' ? metric.percent : writeMilli(metric.milli),
    usage: writeMilli(usage),
    at: observation.readings[index]?.at ?? null,
  });
}

function subjectOf(metric: Exclude<CompiledMetric, { kind: 'Unusable' | 'Fixed' }>): string {
  switch (metric.kind) {
    case 'Object': {
      const { describedObject, metric: id } = metric.source;
      return `${describedObject.kind}/${describedObject.name} ${id.name}`;
    }
    case 'External':
      return `external ${metric.source.metric.name}`;
    case 'Pods':
      return `pods ${metric.source.metric.name}`;
    default: {
      const place = metric.container === null ? '' : ` of container ${metric.container}`;
      return `${metric.resource}${place}`;
    }
  }
}
