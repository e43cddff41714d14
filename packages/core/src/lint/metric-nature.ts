import type { QueryFacts } from './query-facts.ts';

/** What a metric is, as far as its query and its name tell. */
export interface MetricNature {
  /**
   * `total`: it grows with the load and is shared out among pods: requests per second, messages in a
   * queue. `level`: the same whatever the number of pods that show it: a ratio, an average.
   * `latency`: a level that is a time.
   */
  readonly kind: 'total' | 'level' | 'latency' | 'unknown';
  /** Seconds over which it is averaged. */
  readonly window: number | undefined;
  /** Seconds of one unit, of a latency. */
  readonly unit: number | undefined;
}

const LATENCY = /latency|duration|response_?time|sojourn|_wait/i;
const LEVEL =
  /latency|duration|response_?time|ratio|percent|utili[sz]ation|average|_avg|_p\d\d|quantile|temperature|saturation/i;
const TOTAL =
  /per_second|_rps|_qps|_rate$|queue|backlog|lag$|_depth|messages|jobs|connections|in_?flight|_total$/i;

/** Judges a metric by its query, and by its name for what the query leaves open. */
export function metricNature(name: string, query: QueryFacts | undefined): MetricNature {
  const windows = query?.ranges.map(({ window }) => window) ?? [];
  const window = windows.length > 0 ? Math.max(...windows) : windowInName(name);
  const kind = kindOf(name, query);
  return { kind, window, unit: kind === 'latency' ? unitInName(name) : undefined };
}

function kindOf(name: string, query: QueryFacts | undefined): MetricNature['kind'] {
  const isTime = LATENCY.test(name) || (query?.words.some((word) => LATENCY.test(word)) ?? false);
  const level = isTime ? 'latency' : 'level';
  if (query !== undefined) {
    const [outermost = ''] = query.words;
    const { words, denominators } = query;
    if (denominators.length > 0 || words.includes('histogram_quantile')) return level;
    if (/^(avg|quantile|max|min|avg_over_time|quantile_over_time)$/.test(outermost)) return level;
    if (/^(sum|count|rate|increase)$/.test(outermost) && !isTime) return 'total';
  }
  if (LEVEL.test(name)) return level;
  return TOTAL.test(name) ? 'total' : 'unknown';
}

function windowInName(name: string): number | undefined {
  const [, count = '', unit = ''] = /_(\d+)(s|m|h)(?:_|$)/.exec(name) ?? [];
  const seconds = { s: 1, m: 60, h: 3600 }[unit];
  return seconds === undefined ? undefined : Number(count) * seconds;
}

function unitInName(name: string): number | undefined {
  if (/_(ms|millis|milliseconds)(?:_|$)/.test(name)) return 0.001;
  return /_(s|sec|seconds)(?:_|$)/.test(name) && !/_\d+s(?:_|$)/.test(name) ? 1 : undefined;
}
