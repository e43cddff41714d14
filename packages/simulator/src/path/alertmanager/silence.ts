import type { SortedLabels } from '../../promql/index.ts';
import type { AlertMatcher } from './alert-matcher.ts';

/** For a time, alerts that meet every condition are not sent. Instants are milliseconds. */
export interface Silence {
  readonly matchers: readonly AlertMatcher[];
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The silences that Alertmanager has been given. */
export class Silences {
  #silences: readonly Silence[] = [];

  /** A silence cannot begin before it is there. */
  add(silence: Silence, now: number): void {
    const current = this.#silences.filter(({ endsAt }) => endsAt > now);
    this.#silences = [...current, { ...silence, startsAt: Math.max(silence.startsAt, now) }];
  }

  mute(labels: SortedLabels, now: number): boolean {
    return this.#silences.some(
      ({ matchers, startsAt, endsAt }) =>
        startsAt <= now && now < endsAt && matchers.every((matcher) => matcher.matches(labels)),
    );
  }
}
