import * as v from 'valibot';
import type { Notification } from './alert.ts';
import { labelFingerprint } from './fingerprint.ts';
import { isDeeperThan } from './json-depth.ts';
import { notificationSchema } from './notification-schema.ts';

/** What is wrong with a body. It names places of the format and quotes nothing of the body. */
export interface NotificationProblem {
  /** Where, as `alerts[3].startsAt`; empty for the whole. */
  readonly path: string;
  /** The rest of a sentence that starts with the place: `is missing`. */
  readonly problem: string;
}

export type NotificationReading =
  | { readonly ok: true; readonly notification: Notification }
  | { readonly ok: false; readonly problems: readonly NotificationProblem[] };

const maxProblems = 10;

/** Alertmanager's own bodies go to 4; the rest is for what later versions add. */
const maxDepth = 32;

/**
 * Reads the body that Alertmanager posts to a webhook, version 4: strict about what it uses,
 * tolerant of members that it does not know. Fingerprints are computed from the labels, whatever
 * the body says. The caller has bounded the length of the text.
 */
export function parseNotification(text: string): NotificationReading {
  if (isDeeperThan(text, maxDepth)) {
    return { ok: false, problems: [{ path: '', problem: `is deeper than ${maxDepth} levels` }] };
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { ok: false, problems: [{ path: '', problem: 'is not JSON' }] };
  }
  const result = v.safeParse(notificationSchema, body, { abortPipeEarly: true });
  if (!result.success) {
    return { ok: false, problems: result.issues.slice(0, maxProblems).map(describe) };
  }
  const { version: _, notification_reason: reason, alerts, ...rest } = result.output;
  return {
    ok: true,
    notification: {
      ...rest,
      alerts: alerts.map((alert) => ({ ...alert, fingerprint: labelFingerprint(alert.labels) })),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function describe(issue: v.BaseIssue<unknown>): NotificationProblem {
  const path = (issue.path ?? []).reduce(
    (place, { key }) =>
      typeof key === 'number' ? `${place}[${key}]` : `${place}${place === '' ? '' : '.'}${key}`,
    '',
  );
  return { path, problem: issue.message };
}
