import { stepValue } from '../numeric/index.ts';
import { poissonWeights } from './poisson-weights.ts';
import { type Span, spans, type TransientQueue } from './transient-queue.ts';

/** The state of a queue at one instant. */
export interface TransientState {
  readonly mean: number;
  readonly variance: number;
  /** P(as many requests as servers or more): an arrival at this instant would wait. */
  readonly probWait: number;
}

/**
 * The exact law of the number in system of M_t/M/c_t at given instants: the Kolmogorov equations,
 * solved by uniformisation span by span (A. Jensen 1953). For checking approximations and
 * simulations: cost grows with the rates times the time.
 *
 * @param times asked instants in seconds, >= 0, rising.
 * @throws RangeError for arguments outside the ranges of {@link TransientQueue}.
 */
export function transientExact(
  queue: TransientQueue,
  times: readonly number[],
): readonly TransientState[] {
  let state = new Float64Array(queue.initialInSystem + 1);
  const out: TransientState[] = [];
  let asked = 0;
  const report = (upTo: number, servers: number): void => {
    while (asked < times.length && (times[asked] ?? Infinity) <= upTo) {
      out.push(describe(state, servers));
      asked += 1;
    }
  };
  state[queue.initialInSystem] = 1;
  for (const span of spans(queue, times)) {
    report(span.from, span.servers);
    state = carry(state, span, queue.serviceRate);
  }
  // At its own instant the last asked time sees the servers that hold from there on.
  report(Infinity, stepValue(queue.servers, times.at(-1) ?? 0));
  return out;
}

function describe(state: Float64Array, servers: number): TransientState {
  const mean = state.reduce((sum, p, n) => sum + p * n, 0);
  return {
    mean,
    variance: state.reduce((sum, p, n) => sum + p * (n - mean) ** 2, 0),
    probWait: state.reduce((sum, p, n) => (n >= servers ? sum + p : sum), 0),
  };
}

/** The distribution at the end of a span. */
function carry(initial: Float64Array, span: Span, serviceRate: number): Float64Array<ArrayBuffer> {
  const jumpRate = span.arrivalRate + serviceRate * span.servers;
  const { first, weights } = poissonWeights(jumpRate * (span.to - span.from));
  const result = new Float64Array(initial.length + first + weights.length);
  let state = Float64Array.from(initial);
  for (let k = 0; k < first + weights.length; k += 1) {
    const weight = weights[k - first] ?? 0;
    for (const [n, p] of state.entries()) result[n] = (result[n] ?? 0) + weight * p;
    state = jump(state, span, serviceRate, jumpRate);
  }
  const reached = result.findLastIndex((p) => p > 1e-60);
  return result.slice(0, reached + 1);
}

function jump(
  state: Float64Array,
  span: Span,
  serviceRate: number,
  jumpRate: number,
): Float64Array<ArrayBuffer> {
  const next = new Float64Array(state.length + 1);
  for (const [n, p] of state.entries()) {
    const served = (serviceRate * Math.min(n, span.servers)) / jumpRate;
    const arrived = span.arrivalRate / jumpRate;
    next[n + 1] = (next[n + 1] ?? 0) + p * arrived;
    if (n > 0) next[n - 1] = (next[n - 1] ?? 0) + p * served;
    next[n] = (next[n] ?? 0) + p * Math.max(0, 1 - arrived - served);
  }
  return next;
}
