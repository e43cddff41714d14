import type { EvidenceReading } from '@flyball/core';
import type { QueryAnswer } from '../../ports/index.ts';

/** A number that guards weigh and no metric scales on, and how it is read. */
export interface EvidenceQuery {
  /** The name by which the guards call it. */
  readonly name: string;
  readonly promql: string;
  /** From what Prometheus answered to what a guard takes: a missing value stays missing. */
  readonly toReading: (answer: QueryAnswer) => EvidenceReading;
}

export function evidenceQuery(name: string, promql: string): EvidenceQuery {
  return { name, promql, toReading };
}

function toReading(answer: QueryAnswer): EvidenceReading {
  if (answer.kind === 'scalar') return { value: answer.value, at: answer.at };
  if (answer.kind !== 'vector') return missing(`its query gives a ${answer.kind}, not a number`);
  const [sample, ...further] = answer.samples;
  if (sample === undefined) return missing('its query has no result');
  if (further.length > 0) {
    const count = answer.samples.length;
    return missing(`its query gives ${count} series, not one: aggregate them, with sum or max`);
  }
  const { value, at } = sample;
  return typeof value === 'number'
    ? { value, at }
    : missing('its query gives a native histogram, not a number');
}

function missing(message: string): EvidenceReading {
  return { error: { message } };
}
