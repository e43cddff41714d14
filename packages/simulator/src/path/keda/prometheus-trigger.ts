import type { QueryOutcome } from '@flyball/core';

/** A trigger of type `prometheus`, as far as it decides what KEDA reads. */
export interface PrometheusTrigger {
  readonly query: string;
  /** Above it the trigger is active; 0 by default. */
  readonly activationThreshold?: number;
  /** Whether nothing, NaN and infinities count as 0 instead of as an error; true by default. */
  readonly ignoreNullValues?: boolean;
  /** Whether the HorizontalPodAutoscaler gets the value of the last poll; false by default. */
  readonly useCachedMetrics?: boolean;
}

/** What a trigger reads. */
export type TriggerReading =
  | {
      readonly ok: true;
      /** As the query has it. */
      readonly value: number;
      readonly active: boolean;
    }
  | { readonly ok: false; readonly message: string };

/** What KEDA makes of Prometheus' answer. */
export function readTrigger(
  { activationThreshold = 0, ignoreNullValues = true }: PrometheusTrigger,
  outcome: QueryOutcome,
): TriggerReading {
  const nothing = (message: string): TriggerReading =>
    ignoreNullValues
      ? { ok: true, value: 0, active: 0 > activationThreshold }
      : { ok: false, message };
  if (outcome.kind === 'failure') return { ok: false, message: outcome.reason };
  if (outcome.kind !== 'vector') {
    return { ok: false, message: `the query answers a ${outcome.kind}, and KEDA reads vectors` };
  }
  const [sample, ...others] = outcome.samples;
  if (others.length > 0) return { ok: false, message: 'the query answers several elements' };
  if (sample === undefined) return nothing('the query answers nothing: the target may be lost');
  const { value } = sample;
  if (value === 'histogram' || !Number.isFinite(value)) {
    return nothing(`the query answers ${value}`);
  }
  return { ok: true, value, active: value > activationThreshold };
}

/** Thousandths as KEDA serves them: never negative, three decimals. */
export function servedMilli(value: number): number {
  return Math.round(Number(Math.max(0, value).toFixed(3)) * 1000);
}
