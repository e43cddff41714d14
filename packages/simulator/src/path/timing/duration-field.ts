import { DurationError, parsePrometheusDuration } from '@flyball/core';

/**
 * The milliseconds of a duration as Prometheus and Alertmanager write it; `otherwise` where the field
 * is absent, and where it is no duration, which `refuse` is told.
 */
export function durationField(
  text: string | undefined,
  otherwise: number,
  refuse: (message: string, remedy: string) => void,
): number {
  if (text === undefined) return otherwise;
  try {
    return parsePrometheusDuration(text);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    refuse(error.message, 'write a duration such as 30s or 1m30s');
    return otherwise;
  }
}
