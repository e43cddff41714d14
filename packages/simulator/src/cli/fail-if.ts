import type { Score } from '../score/index.ts';
import { UsageError } from './io.ts';

/** A score that a condition may name, and the unit in which its limit is written. */
interface Measurable {
  readonly of: (score: Score) => number | null;
  readonly unit: 'share' | 'span' | 'number';
}

const MEASURES: Readonly<Record<string, Measurable>> = {
  'slo.violation': { of: ({ missedByRequest }) => missedByRequest, unit: 'share' },
  'slo.time': { of: ({ missedByTime }) => missedByTime, unit: 'share' },
  'slo.worst': { of: ({ worstFiveMinutes }) => worstFiveMinutes, unit: 'share' },
  p50: { of: ({ p50 }) => p50, unit: 'span' },
  p95: { of: ({ p95 }) => p95, unit: 'span' },
  p99: { of: ({ p99 }) => p99, unit: 'span' },
  lost: { of: ({ lost }) => lost, unit: 'number' },
  'pod-hours': { of: ({ podHours }) => podHours, unit: 'number' },
  cost: { of: ({ cost }) => cost, unit: 'number' },
  changes: { of: ({ changes }) => changes, unit: 'number' },
  reversals: { of: ({ reversals }) => reversals, unit: 'number' },
  reacts: { of: ({ reactsIn }) => reactsIn, unit: 'span' },
};

/** A condition under which a run fails. */
export interface FailCondition {
  readonly text: string;
  /** Whether the mean over the scores meets it; scores without the figure are left out. */
  readonly isMet: (scores: readonly Score[]) => boolean;
}

/**
 * Reads a condition as `slo.violation > 1%`, `p95 >= 250ms` or `changes > 40`.
 *
 * @throws UsageError for a text that is none, naming what is known.
 */
export function parseFailIf(text: string): FailCondition {
  const match = /^\s*([\w.-]+)\s*(>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*(%|ms|s|m|h)?\s*$/.exec(text);
  const [, name = '', sign = '', figure = '', unit] = match ?? [];
  const measure = Object.hasOwn(MEASURES, name) ? MEASURES[name] : undefined;
  if (measure === undefined) {
    throw new UsageError(
      `--fail-if ${JSON.stringify(text)} is no condition; write one as "slo.violation > 1%", of ${Object.keys(MEASURES).join(', ')}`,
    );
  }
  const limit = readLimit(Number(figure), unit, measure.unit, text);
  return {
    text: text.trim(),
    isMet(scores) {
      const values = scores.map(measure.of).filter((value) => value !== null);
      if (values.length === 0) return false;
      return holds(values.reduce((sum, value) => sum + value, 0) / values.length, sign, limit);
    },
  };
}

function holds(value: number, sign: string, limit: number): boolean {
  switch (sign) {
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<':
      return value < limit;
    default:
      return value <= limit;
  }
}

function readLimit(
  figure: number,
  unit: string | undefined,
  wanted: Measurable['unit'],
  text: string,
): number {
  const seconds = { ms: 0.001, s: 1, m: 60, h: 3600 };
  if (wanted === 'share' && unit === '%') return figure / 100;
  if (wanted === 'share' && unit === undefined) return figure;
  if (wanted === 'number' && unit === undefined) return figure;
  if (wanted === 'span' && unit !== undefined && unit in seconds) {
    return figure * seconds[unit as keyof typeof seconds];
  }
  const units = { share: 'a share, as 1%', span: 'a span, as 250ms', number: 'a plain number' };
  throw new UsageError(`--fail-if ${JSON.stringify(text)} needs ${units[wanted]}`);
}
