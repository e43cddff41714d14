import { Pattern } from '@flyball/core';

/**
 * The pattern that matches from end to end, its `.` line breaks too, and still tells its groups.
 *
 * @throws {PatternError}
 */
export function wholePattern(pattern: string): Pattern {
  return new Pattern(`^(?s:${pattern})$`);
}
