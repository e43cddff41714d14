import type { SourceError } from '@flyball/core';
import type { Failure } from '../ports/index.ts';

/** A failed call as an observation and a settlement carry it. */
export function sourceError({ reason, message }: Failure): SourceError {
  return { reason, message };
}
