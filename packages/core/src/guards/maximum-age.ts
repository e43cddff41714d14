import type { PodSample, Reading } from '../hpa/index.ts';
import { span } from './words.ts';

/** A reading without its old samples. */
export interface Fresh {
  readonly reading: Reading;
  /** Empty when nothing was too old. */
  readonly message: string;
  /** When time alone makes the next sample too old. */
  readonly deadline: number;
}

/**
 * Takes samples older than the limit for missing. A sample without an instant has no age: it is as
 * old as the look. The original never looks at the instants of Object and External metrics.
 */
export function dropOld(name: string, reading: Reading, now: number, limit: number): Fresh {
  if (limit === Number.POSITIVE_INFINITY || 'error' in reading) return kept(reading);
  if ('pods' in reading) {
    const entries = Object.entries(reading.pods);
    const fresh = entries.filter(([, { at = reading.at }]) => !isOld(at, now, limit));
    const deadline = Math.min(...fresh.map(([, { at = reading.at }]) => expiry(at, limit)));
    if (fresh.length === entries.length) return { reading, message: '', deadline };
    if (fresh.length > 0) {
      const message = `${entries.length - fresh.length} of ${entries.length} samples of ${name} are older than ${span(limit)} and missing`;
      return { reading: { ...reading, pods: Object.fromEntries(fresh) }, message, deadline };
    }
    const newest = newestInstant(reading);
    return newest === undefined ? kept(reading) : missing(name, newest, now, limit);
  }
  const { at } = reading;
  if (at !== undefined && isOld(at, now, limit)) return missing(name, at, now, limit);
  return { reading, message: '', deadline: expiry(at, limit) };
}

/** The instant of the newest sample, where the source says one. */
export function newestInstant(reading: Reading): number | undefined {
  if (!('pods' in reading)) return reading.at;
  const instants = Object.values(reading.pods)
    .map(({ at = reading.at }: PodSample) => at)
    .filter((at) => at !== undefined);
  return instants.length === 0 ? reading.at : Math.max(...instants);
}

function isOld(at: number | undefined, now: number, limit: number): boolean {
  return at !== undefined && now - at > limit;
}

function expiry(at: number | undefined, limit: number): number {
  return at === undefined || !Number.isFinite(at) ? Number.POSITIVE_INFINITY : at + limit + 1;
}

function kept(reading: Reading): Fresh {
  return { reading, message: '', deadline: Number.POSITIVE_INFINITY };
}

function missing(name: string, at: number, now: number, limit: number): Fresh {
  const age = `is ${span(now - at)} old, more than its limit of ${span(limit)}`;
  return {
    reading: { error: { reason: 'Expired', message: `the newest sample ${age}` }, at },
    message: `${name} ${age}`,
    deadline: Number.POSITIVE_INFINITY,
  };
}
