import { formatInstant } from '@flyball/core';
import type { PolicyConfig } from '../../config/index.ts';
import type { PauseRequest, Standing } from '../../ports/index.ts';
import type { Reason } from './withhold.ts';

/** {@link Reason.code} of a policy that is paused. */
export const pausedCode = 'Paused';

/** Why nothing is written for a policy that is paused; null when it is not. */
export function pausedBy(config: PolicyConfig, { pause }: Standing): Reason | null {
  const event = { type: 'Normal', reason: 'ScalingPaused' } as const;
  const paused = { outcome: 'paused', code: pausedCode, event } as const;
  if (config.settings.paused) {
    const text = 'paused by the annotation flyball.dev/paused: nothing is written until it is gone';
    return { ...paused, about: 'annotation', text };
  }
  if (pause === undefined) return null;
  return { ...paused, about: 'request', text: requestText(pause), until: pause.until };
}

/** `paused since 2026-11-24T20:30:00Z by sre (database is down), until …: nothing is written`. */
function requestText({ since, until, by, reason }: PauseRequest): string {
  const who = by === null ? '' : ` by ${by}`;
  const why = reason === null ? '' : ` (${reason})`;
  const end = until === null ? 'it is resumed' : formatInstant(until);
  return `paused since ${formatInstant(since)}${who}${why}: nothing is written until ${end}`;
}

/** What is left of a standing when time has passed: a pause ends when it said that it would. */
export function withoutPast(standing: Standing, now: number): Standing {
  const { pause, ...rest } = standing;
  const isOver = pause !== undefined && pause.until !== null && pause.until <= now;
  return isOver ? rest : standing;
}
