import { placeOf } from '../place.ts';
import type { LintRule, RuleFinding } from '../rule.ts';
import type { LintedAutoscaler } from '../subject.ts';
import { secondsText } from '../words.ts';

/** Spans that end before the controller looks again: they are the same as none. */
export const shorterThanTheSyncPeriod: LintRule = {
  code: 'FB105',
  page: 'shorter-than-the-sync-period',
  *check({ autoscalers, settings: { syncPeriod } }) {
    for (const autoscaler of autoscalers) {
      yield* direction(autoscaler, 'scaleUp', syncPeriod);
      yield* direction(autoscaler, 'scaleDown', syncPeriod);
    }
  },
};

function* direction(
  { source, manifest }: LintedAutoscaler,
  name: 'scaleUp' | 'scaleDown',
  syncPeriod: number,
): Iterable<RuleFinding> {
  const rules = manifest.spec.behavior?.[name];
  if (rules === undefined || rules.selectPolicy === 'Disabled') return;
  const isShort = (seconds: number): boolean => seconds > 0 && seconds < syncPeriod;
  const window = rules.stabilizationWindowSeconds ?? 0;
  const periods = rules.policies.map(({ periodSeconds }) => periodSeconds).filter(isShort);
  const short = [
    ...(isShort(window) ? [`a window of ${secondsText(window)} never holds two looks`] : []),
    ...[...new Set(periods)].map(
      (seconds) => `a period of ${secondsText(seconds)} limits one look, and the next one anew`,
    ),
  ];
  if (short.length === 0) return;
  yield {
    severity: 'advice',
    place: placeOf(source, ['spec', 'behavior', name], 'key'),
    message: `The HorizontalPodAutoscaler controller looks every ${secondsText(syncPeriod)}: ${short.join(', ')}.`,
    remedy: `Write periods of ${secondsText(syncPeriod)} or more, and a window of 0 or as long as a dip lasts. Flyball, which alerts wake, keeps to shorter ones too.`,
  };
}
