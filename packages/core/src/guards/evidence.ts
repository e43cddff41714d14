import type { Observation, SourceError } from '../hpa/index.ts';

/**
 * An observation with auxiliary readings beside those of `spec.metrics`: what guards weigh and no
 * metric scales on. Plain and serialisable as the rest of it.
 */
export interface GuardedObservation extends Observation {
  /** By the name that guards use. */
  readonly evidence?: Readonly<Record<string, EvidenceReading>>;
}

/** One number in the unit of its query, or why there is none. A missing number is never zero. */
export type EvidenceReading = EvidenceValue | MissingEvidence;

export interface EvidenceValue {
  readonly value: number;
  /** When it was sampled, where the source says so. */
  readonly at?: number;
}

export interface MissingEvidence {
  readonly error: SourceError;
}

/** What a guard asks for. */
export interface EvidenceRequest {
  /** A name in `observation.evidence`. */
  readonly evidence: string;
  /** Milliseconds after which a sample is missing; null for no limit. */
  readonly maximumAge: number | null;
}

/** A number to weigh, or the words for its absence. */
export interface Evidence {
  readonly value: number | null;
  readonly problem: string;
  /** When the number becomes too old, if time alone makes it so. */
  readonly deadline: number;
}

/** Looks a number up. `NaN`, an infinity and a sample beyond its age limit are missing. */
export function readEvidence(
  { evidence = {}, at: now }: GuardedObservation,
  { evidence: name, maximumAge }: EvidenceRequest,
): Evidence {
  const reading = Object.hasOwn(evidence, name) ? evidence[name] : undefined;
  if (reading === undefined) return missing(`${name} was not read`);
  if ('error' in reading) return missing(`${name} is missing: ${reading.error.message}`);
  const { value, at } = reading;
  if (!Number.isFinite(value)) return missing(`${name} is not a number`);
  if (maximumAge === null || at === undefined || !Number.isFinite(at)) {
    return { value, problem: '', deadline: Number.POSITIVE_INFINITY };
  }
  return now - at > maximumAge
    ? missing(`${name} is too old`)
    : { value, problem: '', deadline: at + maximumAge + 1 };
}

function missing(problem: string): Evidence {
  return { value: null, problem, deadline: Number.POSITIVE_INFINITY };
}
