import { latencyTargets } from '../latency-targets.ts';
import type { LintRule } from '../rule.ts';
import { plain } from '../words.ts';

/** A latency target below what even an idle service needs: no number of pods reaches it. */
export const targetOutOfReach: LintRule = {
  code: 'FB108',
  page: 'target-out-of-reach',
  *check(subject) {
    const { tolerance } = subject.settings;
    for (const { place, name, value, floor } of latencyTargets(subject)) {
      if (floor <= value * (1 + tolerance)) continue;
      yield {
        severity: 'error',
        place,
        message: `An idle service answers in ${plain(floor)}, above ${plain(value)} and its tolerance: no number of pods brings ${name} there, so it grows to maxReplicas and stays.`,
        remedy: `Write a target above ${plain(floor)}, or measure without the wait that no pod makes shorter.`,
      };
    }
  },
};
