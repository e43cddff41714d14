import { InstantError, parseInstant, parseOptionalInstant } from '@flyball/core';
import * as v from 'valibot';
import type { Alert, Notification, TextMap } from './alert.ts';

/** A body as it was sent, its instants read. */
export interface NotificationBody extends Omit<Notification, 'alerts' | 'reason'> {
  readonly version: '4';
  readonly alerts: readonly Omit<Alert, 'fingerprint'>[];
  readonly notification_reason?: string | undefined;
}

const maxAlerts = 10_000;
const maxTexts = 512;
const maxNameLength = 1_024;
const maxTextLength = 65_536;

/** Of an object, this is also asked for the words about a member that is not there. */
const noObject = ({ received }: { readonly received: string }): string =>
  received === 'undefined' ? 'is missing' : 'is no object';

const text = (maxLength: number) =>
  v.pipe(v.string('is no text'), v.maxLength(maxLength, `is longer than ${maxLength} characters`));

const status = v.picklist(['firing', 'resolved'], 'is neither firing nor resolved');

/** Not `v.record`, which passes over names such as `constructor`: they are labels like any other. */
const texts = v.pipe(
  v.custom<TextMap>(isTextMap, 'is no object of texts'),
  v.check((map) => Object.keys(map).length <= maxTexts, `has more than ${maxTexts} members`),
  v.check(
    (map) =>
      Object.entries(map).every(
        ([name, value]) => name.length <= maxNameLength && value.length <= maxTextLength,
      ),
    `has a name longer than ${maxNameLength} or a text longer than ${maxTextLength} characters`,
  ),
);

const instant = <Instant extends number | null>(read: (text: string) => Instant) =>
  v.pipe(
    text(64),
    v.rawTransform(({ dataset, addIssue, NEVER }): Instant => {
      try {
        return read(dataset.value);
      } catch (error) {
        if (!(error instanceof InstantError)) throw error;
        addIssue({ message: 'is not an instant of RFC 3339' });
        return NEVER;
      }
    }),
  );

const alert = v.object(
  {
    status,
    labels: texts,
    annotations: v.optional(texts, {}),
    startsAt: instant(parseInstant),
    endsAt: v.optional(instant(parseOptionalInstant), ''),
    generatorURL: v.optional(text(maxTextLength), ''),
  },
  noObject,
);

const count = v.pipe(
  v.number('is no number'),
  v.integer('is no whole number'),
  v.minValue(0, 'is negative'),
);

/**
 * The body of a webhook, version 4. Members that it does not name are passed over: newer
 * Alertmanagers have more (`notification_reason` since 0.32, `routeLabels` since 0.34). Messages
 * complete a sentence that starts with the place, and never quote the body.
 */
export const notificationSchema: v.GenericSchema<unknown, NotificationBody> = v.object(
  {
    version: v.literal('4', 'is not "4", the only version there is'),
    receiver: text(maxNameLength),
    status,
    alerts: v.pipe(
      v.array(alert, 'is no list'),
      v.maxLength(maxAlerts, `has more than ${maxAlerts} alerts; set max_alerts in the receiver`),
    ),
    groupKey: text(maxTextLength),
    groupLabels: v.optional(texts, {}),
    commonLabels: v.optional(texts, {}),
    commonAnnotations: v.optional(texts, {}),
    routeLabels: v.optional(texts, {}),
    notification_reason: v.optional(text(maxNameLength)),
    externalURL: v.optional(text(maxTextLength), ''),
    truncatedAlerts: v.optional(count, 0),
  },
  noObject,
);

function isTextMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => typeof each === 'string');
}
