import { poissonPmf } from '../distributions/index.ts';
import {
  findRoot,
  requireInnerProbability,
  requireInteger,
  requireNonNegative,
  requirePositive,
} from '../numeric/index.ts';
import {
  type Complex,
  divide,
  exponential,
  modulus,
  multiply,
  polar,
  seriesFromCircle,
  subtract,
} from './complex.ts';

/** M/D/c FCFS: Poisson arrivals, every service of the same length. */
export interface MdcQueue {
  /** Requests per second, > 0. */
  readonly arrivalRate: number;
  /** Seconds, > 0. */
  readonly serviceTime: number;
  /** Integer >= 1, more than `arrivalRate x serviceTime`. */
  readonly servers: number;
}

/** The law of the wait; times in seconds. */
export interface MdcWait {
  readonly utilisation: number;
  readonly probWait: number;
  readonly meanInQueue: number;
  readonly meanWait: number;
  /** P(W <= t), t >= 0. @throws RangeError for a negative t. */
  cdf(t: number): number;
  /** The wait that a share p does not exceed, 0 < p < 1. @throws RangeError for any other p. */
  quantile(p: number): number;
}

/**
 * The exact law of the wait in M/D/c.
 *
 * The number of waiting requests from Crommelin's generating function (P.O. Electr. Eng. J. 25,
 * 1932) with the roots of `z^c = e^(a(z-1))` inside the unit circle, the law of the wait from it by
 * the formula of Franx (Oper. Res. Lett. 29, 2001), all of whose terms are positive. Absolute error
 * about 1e-12.
 *
 * @throws RangeError for arguments outside the ranges of {@link MdcQueue}.
 */
export function mdcWait(queue: MdcQueue): MdcWait {
  const { arrivalRate, serviceTime, servers } = queue;
  requirePositive('arrivalRate', arrivalRate);
  requirePositive('serviceTime', serviceTime);
  requireInteger('servers', servers, 1);
  const load = arrivalRate * serviceTime;
  requirePositive('servers - arrivalRate x serviceTime', servers - load);

  const waiting = waitingProbabilities(servers, load);
  const atMost = waiting.slice();
  for (let j = 1; j < atMost.length; j += 1) atMost[j] = (atMost[j - 1] ?? 0) + (atMost[j] ?? 0);
  const cdf = (t: number): number => {
    requireNonNegative('t', t);
    const services = t / serviceTime;
    const k = Math.floor(services) + 1;
    const u = load * (k - services);
    const first = k * servers - 1;
    let sum = 0;
    for (let j = 0; j <= first; j += 1) {
      const weight = poissonPmf(j, u);
      sum += (atMost[Math.min(first - j, atMost.length - 1)] ?? 0) * weight;
      if (j > u && weight < 1e-20) break;
    }
    return sum;
  };
  const meanInQueue = waiting.reduce((sum, p, j) => sum + p * j, 0);
  return {
    utilisation: load / servers,
    probWait: 1 - cdf(0),
    meanInQueue,
    meanWait: meanInQueue / arrivalRate,
    cdf,
    quantile(p) {
      requireInnerProbability('p', p);
      if (cdf(0) >= p) return 0;
      let high = serviceTime;
      while (cdf(high) < p) high *= 2;
      return findRoot((t) => cdf(t) - p, 0, high);
    },
  };
}

/** P(exactly j requests wait), j = 0, 1, .. until negligible. */
function waitingProbabilities(servers: number, load: number): Float64Array {
  const roots = innerRoots(servers, load);
  const size = 2 ** Math.ceil(Math.log2(40 / Math.log(decay(servers, load)) + servers + 8));
  const generating = (z: Complex): Complex => {
    let value: Complex = { re: servers - load, im: 0 };
    for (const root of roots) {
      value = multiply(value, divide(subtract(z, root), subtract({ re: 1, im: 0 }, root)));
    }
    const power = polar(1, servers * Math.atan2(z.im, z.re));
    const denominator = subtract(power, exponential({ re: load * (z.re - 1), im: load * z.im }));
    return divide(multiply(value, { re: z.re - 1, im: z.im }), denominator);
  };
  const values = Array.from({ length: size }, (_, k) =>
    k === 0 ? { re: 1, im: 0 } : generating(polar(1, (2 * Math.PI * k) / size)),
  );
  return seriesFromCircle(values).map((p) => Math.max(0, p));
}

/** The roots of `z^c = e^(a(z-1))` inside the unit circle, each by its own fixed point and Newton. */
function innerRoots(servers: number, load: number): Complex[] {
  const roots: Complex[] = [];
  for (let k = 1; k < servers; k += 1) {
    const turn = polar(1, (2 * Math.PI * k) / servers);
    const next = (z: Complex): Complex =>
      multiply(
        turn,
        exponential({ re: (load * (z.re - 1)) / servers, im: (load * z.im) / servers }),
      );
    let z: Complex = { re: 0, im: 0 };
    for (let iteration = 0; iteration < 200; iteration += 1) {
      const image = next(z);
      const slope = { re: 1 - (load / servers) * image.re, im: (-load / servers) * image.im };
      const step = divide(subtract(image, z), slope);
      z = { re: z.re + step.re, im: z.im + step.im };
      if (modulus(step) < 1e-17) break;
    }
    roots.push(z);
  }
  return roots;
}

/** The z > 1 with `z^c = e^(a(z-1))`: P(j wait) falls as z^-j. */
function decay(servers: number, load: number): number {
  const miss = (z: number): number => servers * Math.log(z) - load * (z - 1);
  let high = servers / load;
  while (miss(high) > 0) high *= 2;
  return findRoot(miss, servers / load, high);
}
