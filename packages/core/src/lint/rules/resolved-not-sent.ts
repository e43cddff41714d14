import { flyballWebhooks } from '../flyball-webhooks.ts';
import { placeOf } from '../place.ts';
import type { LintRule } from '../rule.ts';

/** A webhook that is not told when an alert is over. */
export const resolvedNotSent: LintRule = {
  code: 'FB122',
  page: 'resolved-not-sent',
  *check({ routings }) {
    for (const routing of routings) {
      const member = routing.namespace === null ? 'send_resolved' : 'sendResolved';
      for (const { path, sendResolved } of flyballWebhooks(routing)) {
        if (sendResolved !== false) continue;
        yield {
          severity: 'warning',
          place: placeOf(routing.source, [...path, member]),
          message:
            'Flyball is not told when an alert ends, and does not look again until the next one.',
          remedy: `Write ${member}: true.`,
        };
      }
    }
  },
};
