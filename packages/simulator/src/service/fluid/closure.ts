import { fastNormalCdf, fastNormalDensity } from './normal-table.ts';

/**
 * The Gaussian closure of M_t/M/s_t as a state that is stepped forward: mean and variance of the
 * number in system. Steps are implicit (backward Euler), so that they may be much longer than a
 * service time: a fast service is then in its steady state, a backlog grows and shrinks exactly.
 */
export class Closure {
  mean = 0;
  variance = 0;
  /** Mean number of busy servers at the end of the last step. */
  busy = 0;

  /**
   * The fluid alone, without fluctuations: solved exactly. Arguments as of {@link step}.
   */
  flow(arrivals: number, servers: number, span: number): void {
    let level = this.mean;
    let left = span;
    if (level > servers || (level === servers && arrivals > servers)) {
      const emptied = arrivals < servers ? (level - servers) / (servers - arrivals) : Infinity;
      const above = Math.min(left, emptied);
      level += (arrivals - servers) * above;
      left -= above;
    }
    if (left > 0) {
      // After so many service times nothing is left of what there was, to the last digit.
      const relaxed = left > 40 ? arrivals : arrivals + (level - arrivals) * Math.exp(-left);
      if (relaxed <= servers) level = relaxed;
      else {
        const filled = Math.log((arrivals - level) / (arrivals - servers));
        level = servers + (arrivals - servers) * (left - filled);
      }
    }
    this.mean = level;
    this.variance = 0;
    this.busy = Math.min(level, servers);
  }

  /**
   * @param arrivals arrival rate times the mean work: the load in servers.
   * @param servers s >= 0, real.
   * @param span length of the step in units of the mean work.
   * @param feedback by how much each request in the system lowers the arrivals: of a closed system, in
   *   which whoever waits does not ask.
   */
  step(arrivals: number, servers: number, span: number, feedback: number = 0): void {
    const meanBefore = this.mean;
    const varianceBefore = this.variance;
    let mean = meanBefore;
    let variance = Math.max(varianceBefore, 1e-9);
    let busy = this.busy;
    for (let round = 0; round < 60; round += 1) {
      const deviation = Math.sqrt(variance);
      const z = (mean - servers) / deviation;
      const below = fastNormalCdf(-z);
      const density = fastNormalDensity(z);
      busy = Math.max(0, mean - (mean - servers) * (1 - below) - deviation * density);
      const coming = arrivals - feedback * mean;
      const meanMiss = mean - meanBefore - span * (coming - busy);
      const pull = below + feedback;
      const varianceMiss =
        variance * (1 + 2 * span * pull) - varianceBefore - span * (coming + busy);
      // Newton's step for both equations at once.
      const a = 1 + span * pull;
      const b = (-span * density) / (2 * deviation);
      const c = -2 * span * deviation * density - span * (below - feedback);
      const d = 1 + 2 * span * pull + span * density * (z + 1 / (2 * deviation));
      const determinant = a * d - b * c;
      const meanStep = (d * meanMiss - b * varianceMiss) / determinant;
      const varianceStep = (a * varianceMiss - c * meanMiss) / determinant;
      mean = Math.max(mean * 0.2, mean - meanStep);
      variance = Math.max(variance * 0.2, variance - varianceStep, 1e-12);
      if (
        Math.abs(meanStep) < 1e-7 * (1 + mean) &&
        Math.abs(varianceStep) < 1e-5 * (1 + variance)
      ) {
        break;
      }
    }
    this.mean = mean;
    this.variance = variance;
    this.busy = busy;
  }
}

/** The mean number in system that the closure settles at, s servers at a load below s. */
export function closureLevel(servers: number, load: number): number {
  const closure = new Closure();
  closure.mean = load;
  closure.variance = load;
  closure.step(load, servers, 1e9);
  return closure.mean;
}
