import { DurationError, parsePrometheusDuration } from '../../time/index.ts';
import { flyballWebhooks } from '../flyball-webhooks.ts';
import { placeOf } from '../place.ts';
import type { LintRule } from '../rule.ts';
import type { LintedRoute } from '../subject.ts';
import { secondsText } from '../words.ts';

/** What Alertmanager waits where nothing is said. */
const DEFAULTS = { groupWait: 30, groupInterval: 300 } as const;

/** Above so many seconds a wait is longer than a look of the HorizontalPodAutoscaler. */
const LONGEST = { groupWait: 15, groupInterval: 60 } as const;

/** A route that keeps alerts back while pods are missing. */
export const alertDelay: LintRule = {
  code: 'FB121',
  page: 'alert-delay',
  *check({ routings }) {
    for (const routing of routings) {
      const receivers = new Set(flyballWebhooks(routing).map(({ receiver }) => receiver));
      for (const route of routing.routes) {
        if (!receivers.has(route.receiver)) continue;
        const late = (['groupWait', 'groupInterval'] as const).filter(
          (name) => secondsOf(route, name) > LONGEST[name],
        );
        if (late.length === 0) continue;
        const waits = late.map((name) => {
          const whence = route[name] === undefined ? ", Alertmanager's default" : '';
          const what = name === 'groupWait' ? 'the first alert of a group' : 'the next of it';
          return `${what} waits ${secondsText(secondsOf(route, name))}${whence}`;
        });
        const member =
          routing.namespace === null
            ? ({ groupWait: 'group_wait: 0s', groupInterval: 'group_interval: 5s' } as const)
            : ({ groupWait: 'groupWait: 0s', groupInterval: 'groupInterval: 5s' } as const);
        yield {
          severity: 'warning',
          place: placeOf(routing.source, route.path, 'key'),
          message: `The route wakes Flyball late: ${waits.join(', ')}.`,
          remedy: `Write ${late.map((name) => member[name]).join(' and ')}.`,
        };
      }
    }
  },
};

function secondsOf(route: LintedRoute, name: 'groupWait' | 'groupInterval'): number {
  const written = route[name];
  if (written === undefined) return DEFAULTS[name];
  try {
    return parsePrometheusDuration(written) / 1000;
  } catch (error) {
    if (error instanceof DurationError) return 0;
    throw error;
  }
}
