import { requireBetween, requireNonNegative, requirePositive } from '@flyball/core';
import type { Shape } from '../shape.ts';
import type { DiurnalWorkload, SinusoidWorkload, WeekdayWorkload } from '../workload.ts';

const DAY = 86_400;

/** @throws RangeError for arguments outside their ranges. */
export function sinusoidShape({ base, amplitude, period }: SinusoidWorkload): Shape {
  requireNonNegative('base', base);
  requireBetween('amplitude', amplitude, 0, 1);
  requirePositive('period', period);
  const frequency = (2 * Math.PI) / period;
  return { rate: (t) => base * (1 + amplitude * Math.sin(frequency * t)), breaks: [] };
}

/** @throws RangeError for arguments outside their ranges. */
export function diurnalShape(workload: DiurnalWorkload, startsAt: number): Shape {
  const { mean, amplitude, secondAmplitude = 0, peakHour = 14 } = workload;
  requireNonNegative('mean', mean);
  requireBetween('amplitude', amplitude, 0, 1);
  requireBetween('secondAmplitude', secondAmplitude, 0, 1);
  requireBetween('peakHour', peakHour, 0, 24);
  const offset = secondOfDay(startsAt) - peakHour * 3600;
  return {
    rate(t) {
      const angle = (2 * Math.PI * (t + offset)) / DAY;
      const wave = 1 + amplitude * Math.cos(angle) + secondAmplitude * Math.cos(2 * angle);
      return mean * Math.max(0, wave);
    },
    breaks: [],
  };
}

/** @throws RangeError unless there are seven factors, none negative. */
export function weekdayShape(
  { factors }: WeekdayWorkload,
  startsAt: number,
  duration: number,
): Shape {
  if (factors.length !== 7) {
    throw new RangeError(`factors must hold seven entries, Monday first, got ${factors.length}`);
  }
  for (const [index, factor] of factors.entries()) requireNonNegative(`factors[${index}]`, factor);
  const into = secondOfDay(startsAt);
  const midnights: number[] = [];
  for (let at = DAY - into; at < duration; at += DAY) midnights.push(at);
  // The epoch was a Thursday, the fourth day when Monday is the first.
  const firstDay = Math.floor(startsAt / 1000 / DAY) + 3;
  return {
    rate(t) {
      const day = firstDay + Math.floor((t + into) / DAY);
      return factors[((day % 7) + 7) % 7] ?? 0;
    },
    breaks: midnights,
  };
}

function secondOfDay(at: number): number {
  return (((at / 1000) % DAY) + DAY) % DAY;
}
