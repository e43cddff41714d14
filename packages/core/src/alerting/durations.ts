import { formatPrometheusDuration } from '../time/index.ts';
import { type AlertingProblem, problemAt } from './problem.ts';

// What an int64 of nanoseconds, Prometheus' duration, holds at most: 292 years.
const LONGEST = 9_223_372_036_854;

/** Checks an option that is a duration in milliseconds and prints it as Prometheus reads it. */
export function durationOption(
  name: string,
  milliseconds: number,
  least: 0 | 1 | 2,
  problems: AlertingProblem[],
): string {
  if (!Number.isInteger(milliseconds) || milliseconds < least || milliseconds > LONGEST) {
    problems.push(
      problemAt(
        ['options', name],
        'bad-duration',
        `${milliseconds} is no duration in whole milliseconds from ${least} to ${LONGEST}`,
        'give whole milliseconds, such as 5000 for five seconds',
      ),
    );
  }
  return formatPrometheusDuration(milliseconds);
}
