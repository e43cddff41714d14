import { DurationError, parseGoDuration } from '@flyball/core';
import * as v from 'valibot';
import type { PauseWish } from '../control/index.ts';

export type PauseBodyReading =
  | { readonly ok: true; readonly wish: PauseWish }
  | { readonly ok: false; readonly message: string };

const longestText = 500;

const text = v.pipe(
  v.string('is no text'),
  v.trim(),
  v.nonEmpty('is empty'),
  v.maxLength(longestText, `is longer than ${longestText} characters`),
);

const duration = v.pipe(
  v.string('is no duration'),
  v.rawTransform(({ dataset, addIssue, NEVER }): number => {
    try {
      const value = parseGoDuration(dataset.value);
      if (Number.isSafeInteger(value) && value > 0) return value;
    } catch (error) {
      if (!(error instanceof DurationError)) throw error;
    }
    addIssue({ message: 'is no duration above zero' });
    return NEVER;
  }),
);

const schema: v.GenericSchema<unknown, PauseWish> = v.strictObject(
  { for: v.exactOptional(duration), by: v.exactOptional(text), reason: v.exactOptional(text) },
  ({ expected }) => (expected === 'never' ? 'means nothing here' : 'is no object'),
);

/** Reads the body of a pause, in which nothing has to stand. */
export function readPauseBody(written: string): PauseBodyReading {
  if (written.trim() === '') return { ok: true, wish: {} };
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return { ok: false, message: 'the body is not JSON' };
  }
  if (Array.isArray(value)) return { ok: false, message: 'the body is no object' };
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  if (result.success) return { ok: true, wish: result.output };
  const problems = result.issues.map((issue) => `${place(issue)} ${issue.message}`);
  return { ok: false, message: problems.join('; ') };
}

/** A name of ours, or what stands for one that somebody else chose: nothing is quoted. */
function place(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return 'the body';
  return ['for', 'by', 'reason'].includes(path) ? path : 'another member';
}
