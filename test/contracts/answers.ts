import type { FailureReason, Result } from '@flyball/webhook';
import { expect } from 'vitest';

/** The value of a call that has to answer. */
export function answerOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

export function expectFailure(result: Result<unknown>, reason: FailureReason): void {
  expect(result).toMatchObject({ ok: false, reason });
  expect(result.ok || result.message).not.toBe('');
}

/** Options of a call that nobody gives up. */
export const patient: { readonly signal: AbortSignal } = { signal: new AbortController().signal };

/** Options of a call that was given up before it began. */
export const givenUp: { readonly signal: AbortSignal } = { signal: AbortSignal.abort() };
