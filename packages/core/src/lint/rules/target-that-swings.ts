import { hpaStabilityBound } from '../../queueing/index.ts';
import { latencyTargets } from '../latency-targets.ts';
import type { LintRule } from '../rule.ts';
import { plain, secondsText } from '../words.ts';

/** A latency target so loose that the loop swings: the service is nearly full where it rests. */
export const targetThatSwings: LintRule = {
  code: 'FB107',
  page: 'target-that-swings',
  *check(subject) {
    const { syncPeriod, scrapeInterval } = subject.settings;
    for (const { place, name, value, floor, window } of latencyTargets(subject)) {
      // Half the window, half a scrape and half a sync period: how old a reading is on the whole.
      const lag = (window + scrapeInterval + syncPeriod) / 2;
      const delay = Math.ceil(lag / syncPeriod);
      const bound = floor * hpaStabilityBound(delay).latencyTargetOverServiceTime;
      if (value <= bound) continue;
      yield {
        severity: 'warning',
        place,
        message: `${name} lags by about ${secondsText(Math.round(lag))}, ${delay} looks; with that a proportional rule settles only for targets up to ${plain(bound)} (an idle service answers in ${plain(floor)}). At ${plain(value)} the size swings, held only by windows and policies.`,
        remedy: `Write a target up to ${plain(bound)}, shorten the average, or scale on requests per pod.`,
      };
    }
  },
};
