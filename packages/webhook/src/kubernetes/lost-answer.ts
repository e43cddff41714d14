import type { Failure } from '../ports/index.ts';

/**
 * Whether a write that failed may have been made: a server error, a lost connection or our own
 * deadline say nothing about it. All other failures are answers, and say that it was not.
 */
export function answerMayBeLost({ reason }: Failure): boolean {
  return reason === 'unavailable' || reason === 'timeout' || reason === 'malformed';
}
