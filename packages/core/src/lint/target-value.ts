import { parseMilli } from '../quantity/index.ts';
import type { LintedMetric } from './subject.ts';

/** The number of a target of type `Value`, undefined for other types; validation has read it before. */
export function targetValue({ target }: LintedMetric): number | undefined {
  if (target.type !== 'Value' || target.value === undefined) return undefined;
  const value = Number(parseMilli(target.value)) / 1000;
  return value > 0 ? value : undefined;
}
