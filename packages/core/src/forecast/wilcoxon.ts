import { normalCdf } from '../distributions/index.ts';
import { requireSample } from '../numeric/index.ts';

/** What the differences are tested against zero for. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/** How the p-value is found. */
export interface WilcoxonOptions {
  readonly alternative: Alternative;
  /** `exact`, from all 2^n signs, needs differences without ties and zeros; `normal` does not. */
  readonly method: 'exact' | 'normal';
  /** For `normal`: moves the statistic by 1/2 towards its mean. */
  readonly continuityCorrection: boolean;
}

/** A signed-rank test. */
export interface Wilcoxon {
  /** Sum of the ranks of the positive differences. */
  readonly wPlus: number;
  readonly wMinus: number;
  /** Of the normal approximation; of the smaller sum for the two-sided test. */
  readonly z?: number;
  readonly pValue: number;
}

/**
 * Wilcoxon's signed-rank test of paired differences. Zeros are dropped, ties share the mean of their
 * ranks (Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, 3.1).
 *
 * @param differences at least one that is not zero.
 * @throws RangeError when all are zero, and for `exact` with ties or zeros.
 */
export function wilcoxonSignedRank(
  differences: readonly number[],
  options: WilcoxonOptions,
): Wilcoxon {
  requireSample('differences', differences);
  const kept = differences.filter((value) => value !== 0);
  if (kept.length === 0) throw new RangeError('differences must not all be zero');
  const { ranks, tieTerm } = rankByMagnitude(kept);
  const total = (kept.length * (kept.length + 1)) / 2;
  const wPlus = kept.reduce((sum, value, i) => sum + (value > 0 ? (ranks[i] ?? 0) : 0), 0);
  const sums = { wPlus, wMinus: total - wPlus };
  const { alternative, method } = options;
  if (method === 'normal') return { ...sums, ...normalTest(sums, kept.length, tieTerm, options) };
  if (tieTerm > 0 || kept.length < differences.length) {
    throw new RangeError('the exact test needs differences without ties and zeros; use normal');
  }
  const cdf = signedRankCdf(kept.length);
  const less = cdf[wPlus] ?? 1;
  const greater = cdf[sums.wMinus] ?? 1;
  const pValue =
    alternative === 'two-sided'
      ? Math.min(1, 2 * Math.min(less, greater))
      : { less, greater }[alternative];
  return { ...sums, pValue };
}

function rankByMagnitude(values: readonly number[]): { ranks: number[]; tieTerm: number } {
  const order = [...values.keys()].sort(
    (i, j) => Math.abs(values[i] ?? 0) - Math.abs(values[j] ?? 0),
  );
  const ranks = values.map(() => 0);
  let tieTerm = 0;
  for (let start = 0; start < order.length; ) {
    const magnitude = Math.abs(values[order[start] ?? 0] ?? 0);
    let end = start;
    while (end < order.length && Math.abs(values[order[end] ?? 0] ?? 0) === magnitude) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    const tied = end - start;
    tieTerm += tied ** 3 - tied;
    start = end;
  }
  return { ranks, tieTerm };
}

function normalTest(
  { wPlus, wMinus }: { wPlus: number; wMinus: number },
  n: number,
  tieTerm: number,
  { alternative, continuityCorrection }: WilcoxonOptions,
): { z: number; pValue: number } {
  const centre = (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm / 48;
  const w = alternative === 'two-sided' ? Math.min(wPlus, wMinus) : wPlus;
  const shift = continuityCorrection ? Math.sign(w - centre) / 2 : 0;
  const z = (w - centre - shift) / Math.sqrt(variance);
  if (alternative === 'two-sided') return { z, pValue: Math.min(1, 2 * normalCdf(-Math.abs(z))) };
  return { z, pValue: normalCdf(alternative === 'less' ? z : -z) };
}

/** P(W <= w) for w = 0, 1, .. under equally likely signs. */
function signedRankCdf(n: number): number[] {
  let law = [1];
  for (let rank = 1; rank <= n; rank += 1) {
    const next = Array.from({ length: law.length + rank }, () => 0);
    for (const [w, p] of law.entries()) {
      next[w] = (next[w] ?? 0) + p / 2;
      next[w + rank] = (next[w + rank] ?? 0) + p / 2;
    }
    law = next;
  }
  let sum = 0;
  return law.map((p) => {
    sum += p;
    return sum;
  });
}
