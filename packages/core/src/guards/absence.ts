import { type CompiledMetric, type Pod, type Reading, readMilli } from '../hpa/index.ts';
import type { Absence } from './guarded-policy.ts';
import { replicas, span } from './words.ts';

/** Whether the metric can make nothing of its reading. */
export function isAbsent(metric: CompiledMetric, reading: Reading | undefined): boolean {
  if (reading === undefined || 'error' in reading) return true;
  if (metric.kind === 'Object' || metric.kind === 'External') {
    if ('value' in reading) return readMilli(reading.value) === undefined;
    if (metric.kind === 'Object' || !('values' in reading)) return true;
    const { values } = reading;
    return values.length === 0 || values.some((value) => readMilli(value) === undefined);
  }
  if (!('pods' in reading)) return true;
  return Object.values(reading.pods).every(({ value }) => readMilli(value) === undefined);
}

/** What takes the place of a missing reading. */
export interface Substitute {
  /** A reading to use, or null for none. */
  readonly reading: Reading | null;
  /** A size to ask for, or null for none. */
  readonly replicas: number | null;
  /** Empty while the absence holds. */
  readonly message: string;
  /** When it begins to count, if that is still to come. */
  readonly deadline: number;
}

const HOLD: Substitute = {
  reading: null,
  replicas: null,
  message: '',
  deadline: Number.POSITIVE_INFINITY,
};

/**
 * What a metric that has been missing since `since` says. Idle, missing and broken are three
 * states, which only the user can tell apart: kubernetes#109214 and KEP-5679 ask for the fallback,
 * a counter that vanishes when nothing happens for the zero (kubernetes#99394).
 */
export function substitute(
  metric: CompiledMetric,
  absence: Absence,
  since: number,
  at: number,
  pods: () => readonly Pod[],
): Substitute {
  if (absence.policy === 'hold') return HOLD;
  const due = since + absence.after;
  if (at < due) return { ...HOLD, deadline: due };
  const missing = `${metric.name} has been missing for ${span(at - since)}`;
  if (absence.policy === 'zero') {
    const reading = zeroReading(metric, pods);
    return { ...HOLD, reading, message: `${missing} and counts as 0` };
  }
  const message = `${missing}, falling back to ${replicas(absence.replicas)}`;
  return { ...HOLD, replicas: absence.replicas, message };
}

/** Nothing, measured. */
export function zeroReading(metric: CompiledMetric, pods: () => readonly Pod[]): Reading {
  if (metric.kind === 'Object' || metric.kind === 'External') return { value: 0 };
  return { pods: Object.fromEntries(pods().map(({ name }) => [name, { value: 0 }])) };
}
