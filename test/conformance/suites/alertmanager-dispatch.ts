import { parseOptionalInstant } from '@flyball/core';
import {
  AlertMatcher,
  Alertmanager,
  AlertmanagerConfig,
  type Delivery,
  type FailedAttempt,
  fingerprint,
  labelsText,
  type PostedAlert,
  type Silence,
  SortedLabels,
  type Webhook,
  type WebhookAnswer,
  webhookBody,
} from '@flyball/simulator';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import { labels } from './support/recorded-series.ts';

const texts = v.array(v.string());

const webhook = v.strictObject({
  url: v.string(),
  send_resolved: v.exactOptional(v.boolean()),
  max_alerts: v.exactOptional(v.number()),
  timeout: v.exactOptional(v.string()),
});

const routeEntries = {
  receiver: v.exactOptional(v.string()),
  group_by: v.exactOptional(texts),
  matchers: v.exactOptional(texts),
  continue: v.exactOptional(v.boolean()),
  group_wait: v.exactOptional(v.string()),
  group_interval: v.exactOptional(v.string()),
  repeat_interval: v.exactOptional(v.string()),
  labels: v.exactOptional(labels),
};

type RouteFile = ConstructorParameters<typeof AlertmanagerConfig>[0]['route'];

const route: v.GenericSchema<unknown, RouteFile> = v.strictObject({
  ...routeEntries,
  routes: v.exactOptional(v.array(v.lazy(() => route))),
});

const config = v.strictObject({
  global: v.exactOptional(v.strictObject({ resolve_timeout: v.exactOptional(v.string()) })),
  route,
  receivers: v.array(
    v.strictObject({ name: v.string(), webhook_configs: v.exactOptional(v.array(webhook)) }),
  ),
  inhibit_rules: v.exactOptional(
    v.array(
      v.strictObject({
        source_matchers: v.exactOptional(texts),
        target_matchers: v.exactOptional(texts),
        equal: v.exactOptional(texts),
      }),
    ),
  ),
});

const postedAlert = v.strictObject({
  labels,
  annotations: v.exactOptional(labels),
  startsAt: v.exactOptional(v.string()),
  endsAt: v.exactOptional(v.string()),
  generatorURL: v.exactOptional(v.string()),
});

const postedSilence = v.strictObject({
  comment: v.string(),
  createdBy: v.string(),
  startsAt: v.string(),
  endsAt: v.string(),
  matchers: v.array(
    v.strictObject({
      name: v.string(),
      value: v.string(),
      isEqual: v.boolean(),
      isRegex: v.boolean(),
    }),
  ),
});

const event = v.variant('path', [
  v.strictObject({
    at: v.number(),
    path: v.literal('alerts'),
    body: v.array(postedAlert),
    status: v.number(),
    answer: v.exactOptional(v.string()),
  }),
  v.strictObject({
    at: v.number(),
    path: v.literal('silences'),
    body: postedSilence,
    status: v.number(),
  }),
]);

const delivery = v.strictObject({
  at: v.number(),
  receiver: v.string(),
  status: v.number(),
  end: v.number(),
  body: v.looseObject({ groupKey: v.string() }),
});

const sinkEntry = v.strictObject({
  receiver: v.string(),
  from: v.number(),
  to: v.number(),
  status: v.number(),
  latency: v.number(),
});

const timed = v.strictObject({
  kind: v.picklist(['plain', 'routes', 'inhibit', 'silence', 'failing']),
  id: v.string(),
  config,
  start: v.string(),
  sink: v.array(sinkEntry),
  events: v.array(event),
  until: v.number(),
  jitter: v.boolean(),
  deliveries: v.array(delivery),
});

const recorded = v.variant('kind', [
  timed,
  v.strictObject({
    kind: v.literal('fingerprint'),
    id: v.string(),
    labels,
    fingerprint: v.string(),
    text: v.string(),
  }),
  v.strictObject({
    kind: v.literal('route'),
    id: v.string(),
    config,
    match: v.array(
      v.strictObject({
        labels,
        routes: v.array(
          v.strictObject({
            receiver: v.string(),
            routeKey: v.string(),
            routeID: v.string(),
            groupLabels: labels,
            groupKey: v.string(),
            groupWait: v.number(),
            groupInterval: v.number(),
            repeatInterval: v.number(),
          }),
        ),
      }),
    ),
  }),
]);

type Timed = v.InferOutput<typeof timed>;

/**
 * Alertmanager from POST to webhook: every request with its instant, end, status and whole body; what
 * a POST answers; routes and group keys; fingerprints. Where attempts were repeated at random
 * intervals, the recorded starts take the place of the random numbers. Requests of one instant have
 * no order.
 */
export const suite: Suite = defineSuite({
  name: 'alertmanager-dispatch',
  case: recorded,
  compare(given): readonly Difference[] {
    switch (given.kind) {
      case 'fingerprint': {
        const expected = { fingerprint: given.fingerprint, text: given.text };
        return differences(expected, {
          fingerprint: fingerprint(given.labels),
          text: labelsText(given.labels),
        });
      }
      case 'route': {
        const { route: root } = new AlertmanagerConfig(given.config);
        return differences(
          given.match,
          given.match.map(({ labels: record }) => ({
            labels: record,
            routes: matched(root, SortedLabels.of(record)),
          })),
        );
      }
      default:
        return compareTimed(given);
    }
  },
});

function matched(root: AlertmanagerConfig['route'], set: SortedLabels): unknown {
  return root.match(set).map((found) => {
    const groupLabels = found.groupLabels(set);
    const { receiver, groupWait, groupInterval, repeatInterval } = found.options;
    return {
      receiver,
      routeKey: found.key,
      routeID: found.id,
      groupLabels: groupLabels.toRecord(),
      groupKey: found.groupKey(groupLabels),
      groupWait,
      groupInterval,
      repeatInterval,
    };
  });
}

/** All in milliseconds after the start, which doubles hold to the nanosecond. */
function compareTimed(given: Timed): readonly Difference[] {
  const start = parseOptionalInstant(given.start) ?? 0;
  const relative = (text: string | undefined) => {
    const at = parseOptionalInstant(text);
    return at === null ? undefined : at - start;
  };
  const alertmanager = new Alertmanager({
    config: new AlertmanagerConfig(given.config),
    startedAt: 0,
    externalUrl: 'http://alertmanager.example:9093',
    answer: (target, at) => answerOf(given.sink, target, at),
    draw: () => {
      throw new Error('every wait is recorded');
    },
    nextAttempt: (failed) => recordedAttempt(given.deliveries, failed),
  });
  const deliveries: Delivery[] = [];
  const answers: unknown[] = [];
  for (const { at, path, body } of given.events) {
    deliveries.push(...alertmanager.advance(at));
    if (path === 'silences') {
      alertmanager.postSilence(at, silenceOf(body, relative));
      answers.push({ status: 200 });
      continue;
    }
    const refused = alertmanager.postAlerts(
      at,
      body.map((alert) => alertOf(alert, relative)),
    );
    answers.push(
      refused.length === 0
        ? { status: 200 }
        : { status: 400, answer: JSON.stringify(refused.join('\n')) },
    );
  }
  deliveries.push(...alertmanager.advance(given.until));
  const expected = given.deliveries.map((one) => ({ ...one }));
  const got = deliveries.map((one) => render(one, given.until, start));
  return [
    ...differences(
      given.events.map(({ status, ...rest }) =>
        'answer' in rest ? { status, answer: rest.answer } : { status },
      ),
      answers,
      'events',
    ),
    ...differences(sorted(expected), sorted(got), 'deliveries'),
  ];
}

function alertOf(
  { labels: set, annotations, startsAt, endsAt, generatorURL }: v.InferOutput<typeof postedAlert>,
  relative: (text: string | undefined) => number | undefined,
): PostedAlert {
  const [from, to] = [relative(startsAt), relative(endsAt)];
  return {
    labels: set,
    ...(annotations === undefined ? {} : { annotations }),
    ...(from === undefined ? {} : { startsAt: from }),
    ...(to === undefined ? {} : { endsAt: to }),
    ...(generatorURL === undefined ? {} : { generatorUrl: generatorURL }),
  };
}

function silenceOf(
  { startsAt, endsAt, matchers }: v.InferOutput<typeof postedSilence>,
  relative: (text: string | undefined) => number | undefined,
): Silence {
  return {
    startsAt: relative(startsAt) ?? 0,
    endsAt: relative(endsAt) ?? 0,
    matchers: matchers.map(({ name, value, isEqual, isRegex }) => {
      const operator = isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!=';
      return new AlertMatcher(name, operator, value);
    }),
  };
}

function hostOf({ url }: Webhook): string {
  return /^https?:\/\/([^./:]+)/.exec(url)?.[1] ?? '';
}

function answerOf(sink: Timed['sink'], target: Webhook, at: number): WebhookAnswer {
  const host = hostOf(target);
  const found = sink.find(({ receiver, from, to }) => receiver === host && from <= at && at < to);
  return { status: found?.status ?? 200, latency: found?.latency ?? 0 };
}

function recordedAttempt(
  deliveries: Timed['deliveries'],
  { webhook: target, groupKey, startedAt, endedAt, deadline }: FailedAttempt,
): number | undefined {
  const host = hostOf(target);
  return deliveries.find(
    ({ at, receiver, body }) =>
      receiver === host &&
      body.groupKey === groupKey &&
      at > startedAt &&
      at >= endedAt &&
      at < deadline,
  )?.at;
}

function render(one: Delivery, until: number, start: number): Timed['deliveries'][number] {
  const open = one.end > until;
  const { alerts, ...message } = one.message;
  const absolute = {
    ...message,
    alerts: alerts.map((alert) => ({
      ...alert,
      startsAt: alert.startsAt + start,
      ...(alert.endsAt === undefined ? {} : { endsAt: alert.endsAt + start }),
    })),
  };
  return {
    at: one.at,
    receiver: hostOf(one.webhook),
    status: open ? -1 : one.status,
    end: open ? until : one.end,
    body: webhookBody(absolute) as Timed['deliveries'][number]['body'],
  };
}

function sorted(list: readonly Timed['deliveries'][number][]): unknown {
  const key = ({ receiver, body }: Timed['deliveries'][number]) =>
    `${receiver} ${body.groupKey} ${JSON.stringify(body['routeLabels'])}`;
  return list.toSorted((one, other) => one.at - other.at || (key(one) < key(other) ? -1 : 1));
}
