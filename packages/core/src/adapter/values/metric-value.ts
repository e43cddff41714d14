import { formatMilli } from '../../quantity/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';

const SMALLEST_INT64 = -(2n ** 63n);
// Doubles at and beyond this do not fit an int64.
const INT64_LIMIT = 2 ** 63;

/** A sample as the number of thousandths that the metrics API carries, or why it has none. */
export type MetricMilli =
  | { readonly ok: true; readonly milli: number | bigint }
  | { readonly ok: false; readonly code: 'not-a-number' | 'infinite' | 'too-large' };

/** Which of the two APIs: prometheus-adapter guards only the custom one against NaN. */
export type MetricsApi = 'custom' | 'external';

/**
 * Converts a sample: times 1000 in double precision, then cut toward zero, as prometheus-adapter
 * does. NaN, infinities and what no int64 holds are no values; under its compatibility they are 0
 * (NaN in the custom API) and -2^63, which is what the conversion yields on amd64.
 */
export function metricMilli(
  value: number,
  compatibility: AdapterCompatibility,
  api: MetricsApi,
): MetricMilli {
  const exact = compatibility === 'prometheus-adapter';
  if (Number.isNaN(value)) {
    if (!exact) return { ok: false, code: 'not-a-number' };
    return { ok: true, milli: api === 'custom' ? 0 : SMALLEST_INT64 };
  }
  const product = value * 1000;
  if (product < INT64_LIMIT && product >= -INT64_LIMIT) {
    const whole = Math.trunc(product);
    const milli = Number.isSafeInteger(whole) ? whole + 0 : BigInt(whole);
    return { ok: true, milli };
  }
  if (exact) return { ok: true, milli: SMALLEST_INT64 };
  return { ok: false, code: Number.isFinite(value) ? 'too-large' : 'infinite' };
}

/** The thousandths as the API writes them: 102312 is `102312m`, 40000 is `40`. */
export function formatMetricMilli(milli: number | bigint): string {
  return formatMilli(milli);
}
