import { emptyMemory } from '@flyball/core';
import type { PolicyConfig } from '../../config/index.ts';
import type { Clock, ScaleTarget } from '../../ports/index.ts';
import type { Course, Situation } from './course.ts';
import { direct } from './direct.ts';
import { pausedBy, withoutPast } from './pause.ts';
import { shadow } from './shadow.ts';
import { withhold } from './withhold.ts';

/** What courses write to. */
export interface CoursePorts {
  readonly target: ScaleTarget;
  readonly clock: Clock;
}

/** Chooses how a look goes about its decision: by the policy's mode, unless it is paused. */
export function chooseCourse(situation: Situation, ports: CoursePorts): Course {
  const { config, gathered } = situation;
  const standing = withoutPast(situation.standing, gathered.observation.at);
  const paused = pausedBy(config, standing);
  const isShadow = config.settings.mode === 'shadow' && paused === null;
  const now = isShadow ? { ...situation, standing } : outOfShadow({ ...situation, standing });
  if (paused !== null) return withhold(now, paused);
  return isShadow ? shadow(now) : direct(now, ports);
}

/** Whether a course looks at the autoscalers of the cluster. */
export function asksForAutoscalers({ settings }: PolicyConfig): boolean {
  return settings.mode !== 'shadow' && !settings.paused;
}

/**
 * What a shadow remembers did not happen. Who comes out of it goes on as a controller does that was
 * restarted: scale-down waits for one window.
 */
function outOfShadow(situation: Situation): Situation {
  const { shadow: account, ...standing } = situation.standing;
  return account === undefined ? situation : { ...situation, standing, memory: emptyMemory };
}
