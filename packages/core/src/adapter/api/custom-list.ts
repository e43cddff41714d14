import { formatInstant } from '../../time/index.ts';
import type { KindRow } from '../kinds/kind-table.ts';
import { formatMetricMilli } from '../values/metric-value.ts';
import { CUSTOM_GROUP, type CustomRoute } from './route.ts';
import type { ApiAnswer } from './status.ts';

/** One object's metric, ready to be written. */
export interface MetricItem {
  readonly name: string;
  readonly milli: number | bigint;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Writes a MetricValueList of either version; `selector` is the one of the metric, echoed. */
export function metricValueList(
  { version, metric, namespace }: CustomRoute,
  row: KindRow,
  items: readonly MetricItem[],
  selector: object | null,
  window: number | undefined,
): ApiAnswer {
  const list = items.map(({ name, milli, at }) => {
    const describedObject = {
      kind: row.kind,
      ...(namespace !== '' && { namespace }),
      name,
      apiVersion: `${row.group}/${row.version}`,
    };
    const timestamp = formatInstant(at);
    const value = formatMetricMilli(milli);
    const seconds = window === undefined ? undefined : Math.round(window / 1000);
    return version === 'v1beta1'
      ? {
          describedObject,
          metricName: metric,
          timestamp,
          ...(seconds !== undefined && { window: seconds }),
          value,
          selector,
        }
      : {
          describedObject,
          metric: { name: metric, selector },
          timestamp,
          ...(seconds !== undefined && { windowSeconds: seconds }),
          value,
        };
  });
  const apiVersion = `${CUSTOM_GROUP}/${version}`;
  const body = { kind: 'MetricValueList', apiVersion, metadata: {}, items: list };
  return { status: 200, body };
}
