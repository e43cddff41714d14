import type { AdapterCompatibility } from '../compatibility.ts';
import type { MetricRule, Substitute } from '../rules/metric-rule.ts';
import { type MetricMilli, type MetricsApi, metricMilli } from './metric-value.ts';
import type { QuerySample } from './query-outcome.ts';

/** The value of an object's metric, or why there is none. */
export type ObjectValue =
  | {
      readonly ok: true;
      /** Thousandths. */
      readonly milli: number | bigint;
      /** When it was sampled; absent for a value that stands in for a missing one. */
      readonly at?: number;
    }
  | { readonly ok: false; readonly code: ObjectValueFault; readonly message: string };

export type ObjectValueFault = 'absent' | 'histogram' | Extract<MetricMilli, { ok: false }>['code'];

const FAULTS: Readonly<Record<ObjectValueFault, string>> = {
  absent: 'the query gives no sample for it',
  histogram: 'its value is a histogram',
  'not-a-number': 'its value is not a number; a ratio without traffic is 0/0',
  infinite: 'its value is infinite',
  'too-large': 'its value is too large for a quantity',
};

/**
 * The value that a sample gives, by the terms of its rule. No sample is no value and never zero,
 * unless the rule says what to put in its place.
 */
export function objectValue(
  sample: Pick<QuerySample, 'value' | 'at'> | undefined,
  rule: Pick<MetricRule, 'terms' | 'compatibility'>,
  api: MetricsApi = 'custom',
): ObjectValue {
  const { terms, compatibility } = rule;
  if (sample === undefined) return substituted('absent', terms.absent, undefined);
  const { at, value } = sample;
  const number = value === 'histogram' ? histogramValue(compatibility) : value;
  if (number === undefined) return fault('histogram');
  const milli = metricMilli(number, compatibility, api);
  return milli.ok ? { ...milli, at } : substituted(milli.code, terms.notANumber, at);
}

/** prometheus-adapter takes a histogram for zero. */
function histogramValue(compatibility: AdapterCompatibility): number | undefined {
  return compatibility === 'prometheus-adapter' ? 0 : undefined;
}

function substituted(
  code: ObjectValueFault,
  substitute: Substitute | undefined,
  at: number | undefined,
): ObjectValue {
  if (substitute === undefined || substitute === 'error') return fault(code);
  const milli = metricMilli(substitute, 'flyball', 'custom');
  return milli.ok ? { ...milli, ...(at !== undefined && { at }) } : fault(code);
}

function fault(code: ObjectValueFault): ObjectValue {
  return { ok: false, code, message: FAULTS[code] };
}
