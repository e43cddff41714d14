import { spans, type TransientQueue } from './transient-queue.ts';

/**
 * The fluid approximation of the mean number in system: `N' = lambda - mu min(N, c)`, solved exactly
 * span by span. It sees the backlog of an overload, and nothing of the waiting that chance makes.
 *
 * @param times asked instants in seconds, >= 0, rising.
 * @throws RangeError for arguments outside the ranges of {@link TransientQueue}.
 */
export function fluidMean(queue: TransientQueue, times: readonly number[]): readonly number[] {
  let level = queue.initialInSystem;
  const levels = new Map<number, number>([[0, level]]);
  for (const span of spans(queue, times)) {
    level = fluidAfter(level, span, queue.serviceRate, span.to - span.from);
    levels.set(span.to, level);
  }
  return times.map((time) => levels.get(time) ?? level);
}

/** The fluid level after `duration` seconds of constant arrivals and servers. */
function fluidAfter(
  level: number,
  rates: { readonly arrivalRate: number; readonly servers: number },
  serviceRate: number,
  duration: number,
): number {
  const { arrivalRate, servers } = rates;
  const load = arrivalRate / serviceRate;
  const drift = arrivalRate - serviceRate * servers;
  if (level > servers || (level === servers && drift > 0)) {
    const emptied = drift < 0 ? (level - servers) / -drift : Infinity;
    if (duration <= emptied) return level + drift * duration;
    return fluidAfter(servers, rates, serviceRate, duration - emptied);
  }
  const relaxed = load + (level - load) * Math.exp(-serviceRate * duration);
  if (relaxed <= servers) return relaxed;
  const filled = Math.log((load - level) / (load - servers)) / serviceRate;
  return servers + drift * (duration - filled);
}
