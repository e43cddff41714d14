import { type Notification, parseNotification, type TextMap } from '@flyball/webhook';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const texts = v.record(v.string(), v.string());

const alert = v.strictObject({
  labels: texts,
  annotations: texts,
  startsAt: v.string(),
  endsAt: v.string(),
  generatorURL: v.string(),
});

const input = v.strictObject({
  receiver: v.string(),
  groupKey: v.string(),
  groupLabels: texts,
  routeLabels: texts,
  reason: v.string(),
  maxAlerts: v.number(),
  externalURL: v.string(),
  alerts: v.array(alert),
});

type Input = v.InferOutput<typeof input>;
type InputAlert = v.InferOutput<typeof alert>;

/**
 * Bodies as Alertmanager 0.34.2 sends them. What we read is compared member by member with what
 * the alerts that went in must become: sorted, cut, summed up. That is worked out here, from the
 * input; of the body only the fingerprints are taken, which we compute anew from the labels.
 */
export const suite: Suite = defineSuite({
  name: 'webhook-payloads',
  case: v.strictObject({
    id: v.string(),
    input,
    contentType: v.literal('application/json'),
    contentLength: v.number(),
    body: v.string(),
  }),
  compare({ input: given, contentLength, body }): readonly Difference[] {
    const reading = parseNotification(body);
    if (!reading.ok) return [{ path: '', expected: 'a notification', got: reading.problems }];
    return [
      ...differences(expected(given, fingerprints(body)), reading.notification),
      ...differences(contentLength, Buffer.byteLength(body), 'contentLength'),
    ];
  },
});

function fingerprints(body: string): readonly string[] {
  const sent = v.parse(
    v.object({ alerts: v.array(v.object({ fingerprint: v.string() })) }),
    JSON.parse(body),
  );
  return sent.alerts.map(({ fingerprint }) => fingerprint);
}

function expected(given: Input, prints: readonly string[]): Notification {
  const sorted = given.alerts.toSorted(compareAlerts);
  const kept = given.maxAlerts > 0 ? sorted.slice(0, given.maxAlerts) : sorted;
  return {
    receiver: given.receiver.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&'),
    status: kept.some(({ endsAt }) => endsAt === '') ? 'firing' : 'resolved',
    alerts: kept.map(({ labels, annotations, startsAt, endsAt, generatorURL }, index) => ({
      status: endsAt === '' ? 'firing' : 'resolved',
      labels,
      annotations,
      startsAt: milliseconds(startsAt),
      endsAt: endsAt === '' ? null : milliseconds(endsAt),
      generatorURL,
      fingerprint: prints[index] ?? '',
    })),
    groupKey: given.groupKey,
    groupLabels: given.groupLabels,
    commonLabels: common(kept.map(({ labels }) => labels)),
    commonAnnotations: common(kept.map(({ annotations }) => annotations)),
    routeLabels: given.routeLabels,
    reason: given.reason,
    externalURL: given.externalURL,
    truncatedAlerts: sorted.length - kept.length,
  };
}

/** The instant in milliseconds, what is finer than a microsecond cut off. */
function milliseconds(text: string): number {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const second = Date.parse(text.replace(/\.\d+/, ''));
  return second + Number(fraction.slice(0, 6).padEnd(6, '0')) / 1000;
}

/** The pairs of the first that no other contradicts; what another lacks is empty there. */
function common(maps: readonly TextMap[]): TextMap {
  const [first = {}, ...others] = maps;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((other) => (other[name] ?? '') === value),
    ),
  );
}

function compareAlerts({ labels: one }: InputAlert, { labels: other }: InputAlert): number {
  for (const name of ['job', 'instance']) {
    const [a, b] = [one[name], other[name]];
    if (a === b) continue;
    if (a === undefined) return 1;
    if (b === undefined) return -1;
    return compareBytes(a, b);
  }
  const [names, otherNames] = [Object.keys(one), Object.keys(other)];
  if (names.length !== otherNames.length) return names.length - otherNames.length;
  for (const name of [...new Set([...names, ...otherNames])].sort(compareBytes)) {
    const [a, b] = [one[name], other[name]];
    if (a === undefined) return -1;
    if (b === undefined) return 1;
    if (a !== b) return compareBytes(a, b);
  }
  return 0;
}

function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
