import type { ValueType } from './expression.ts';

/** What a function takes and gives. */
export interface Signature {
  readonly args: readonly ValueType[];
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  /** Whether the last argument may be repeated. */
  readonly repeats: boolean;
  readonly returns: ValueType;
  /** Prometheus refuses it unless promql-experimental-functions is enabled. */
  readonly experimental: boolean;
}

const ofVector = takes('vector');
const ofRange = takes('matrix');
const ofOptionalVector = takes('vector', { optional: 1 });
const experimental = { experimental: true };

/** The functions there are, with the types that Prometheus gives them. */
const SIGNATURES: Readonly<Record<string, Signature>> = {
  abs: ofVector,
  absent: ofVector,
  absent_over_time: ofRange,
  avg_over_time: ofRange,
  ceil: ofVector,
  changes: ofRange,
  clamp: takes('vector', 'scalar', 'scalar'),
  clamp_max: takes('vector', 'scalar'),
  clamp_min: takes('vector', 'scalar'),
  count_over_time: ofRange,
  day_of_month: ofOptionalVector,
  day_of_week: ofOptionalVector,
  day_of_year: ofOptionalVector,
  days_in_month: ofOptionalVector,
  delta: ofRange,
  deriv: ofRange,
  double_exponential_smoothing: takes('matrix', 'scalar', 'scalar', experimental),
  exp: ofVector,
  first_over_time: ofRange,
  floor: ofVector,
  histogram_fraction: takes('scalar', 'scalar', 'vector'),
  histogram_quantile: takes('scalar', 'vector'),
  hour: ofOptionalVector,
  idelta: ofRange,
  increase: ofRange,
  irate: ofRange,
  label_join: takes('vector', 'string', 'string', 'string', { optional: 1, repeats: true }),
  label_replace: takes('vector', 'string', 'string', 'string', 'string'),
  last_over_time: ofRange,
  ln: ofVector,
  log10: ofVector,
  log2: ofVector,
  mad_over_time: takes('matrix', experimental),
  max_over_time: ofRange,
  min_over_time: ofRange,
  minute: ofOptionalVector,
  month: ofOptionalVector,
  predict_linear: takes('matrix', 'scalar'),
  present_over_time: ofRange,
  quantile_over_time: takes('scalar', 'matrix'),
  rate: ofRange,
  resets: ofRange,
  round: takes('vector', 'scalar', { optional: 1 }),
  scalar: takes('vector', { returns: 'scalar' }),
  sgn: ofVector,
  sort: ofVector,
  sort_desc: ofVector,
  sqrt: ofVector,
  stddev_over_time: ofRange,
  stdvar_over_time: ofRange,
  sum_over_time: ofRange,
  time: takes({ returns: 'scalar' }),
  timestamp: ofVector,
  ts_of_first_over_time: takes('matrix', experimental),
  ts_of_last_over_time: takes('matrix', experimental),
  ts_of_max_over_time: takes('matrix', experimental),
  ts_of_min_over_time: takes('matrix', experimental),
  vector: takes('scalar'),
  year: ofOptionalVector,
};

/** Types of the arguments, and behind them what is out of the ordinary. */
function takes(...spec: readonly (ValueType | Partial<Signature>)[]): Signature {
  const args = spec.filter((part) => typeof part === 'string');
  const [special = {}] = spec.filter((part) => typeof part === 'object');
  const plain = { optional: 0, repeats: false, returns: 'vector', experimental: false } as const;
  return { args, ...plain, ...special };
}

/** The signature of a function that this evaluator has. */
export function signatureOf(name: string): Signature | undefined {
  return Object.hasOwn(SIGNATURES, name) ? SIGNATURES[name] : undefined;
}
