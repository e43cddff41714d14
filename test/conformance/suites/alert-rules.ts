import { formatPrometheusDuration } from '@flyball/core';
import {
  type AlertSnapshot,
  EvaluationSlots,
  groupHash,
  type RuleEvaluation,
  RuleGroup,
  type RuleStep,
  type Series,
  type SeriesStore,
} from '@flyball/simulator';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';
import {
  labels,
  type RecordedSeries,
  recordedSeries,
  storeOf,
  writeFloat,
} from './support/recorded-series.ts';

const instant = v.nullable(v.number());

const rule = v.union([
  v.strictObject({
    alert: v.string(),
    expr: v.string(),
    for: v.exactOptional(v.string()),
    keep_firing_for: v.exactOptional(v.string()),
    labels: v.exactOptional(labels),
    annotations: v.exactOptional(labels),
  }),
  v.strictObject({ record: v.string(), expr: v.string(), labels: v.exactOptional(labels) }),
]);

const group = v.strictObject({
  name: v.string(),
  file: v.string(),
  interval: v.number(),
  queryOffset: v.number(),
  limit: v.number(),
  rules: v.array(rule),
});

const alert = v.strictObject({
  rule: v.number(),
  labels,
  state: v.picklist(['pending', 'firing', 'inactive']),
  value: v.string(),
  activeAt: instant,
  firedAt: instant,
  resolvedAt: instant,
  keepFiringSince: instant,
});

const sent = v.strictObject({
  labels,
  annotations: labels,
  startsAt: v.number(),
  endsAt: v.number(),
  generatorURL: v.string(),
});

const step = v.strictObject({
  at: v.number(),
  alerts: v.array(alert),
  sent: v.array(sent),
  errors: v.optional(v.record(v.string(), v.string())),
});

const run = {
  id: v.string(),
  t0: v.number(),
  resendDelay: v.number(),
  group,
  series: v.array(recordedSeries),
  steps: v.array(step),
  written: v.array(recordedSeries),
};

const recorded = v.variant('kind', [
  v.strictObject({
    kind: v.picklist(['alert', 'retention', 'record']),
    evals: v.array(v.number()),
    ...run,
  }),
  v.strictObject({ kind: v.literal('manager'), start: v.number(), ...run }),
  v.strictObject({
    kind: v.literal('offset'),
    id: v.string(),
    name: v.string(),
    file: v.string(),
    interval: v.number(),
    hash: v.string(),
    offsetNs: v.string(),
    start: v.number(),
    previousNs: v.string(),
    firstNs: v.string(),
  }),
]);

type Recorded = v.InferOutput<typeof recorded>;
type Run = Exclude<Recorded, { kind: 'offset' }>;

/**
 * Rule groups of Prometheus: alerts after each evaluation, what is sent to Alertmanager, every sample
 * that rules write, and when a group is evaluated. Not compared: the words of an error, and
 * `generatorURL`, which we do not make.
 */
export const suite: Suite = defineSuite({
  name: 'alert-rules',
  case: recorded,
  compare(given): readonly Difference[] {
    if (given.kind === 'offset') return compareOffset(given);
    const { t0, steps } = given;
    const store = storeOf(t0, given.series);
    const before = new Map(store.all.map((series) => [series, sizesOf(series)]));
    const evaluation = groupOf(given).over(store, given.kind === 'manager');
    const got = instantsOf(given, evaluation).map((at) => {
      const answered = evaluation.evaluate(t0 + at);
      return renderStep(answered, evaluation.alerts(), t0);
    });
    const expected = steps.map(({ errors, ...rest }) => ({
      ...rest,
      sent: rest.sent.map(({ generatorURL: _, ...kept }) => kept),
      errors: Object.keys(errors ?? {}),
    }));
    return [
      ...differences(expected, got, 'steps'),
      ...differences(byLabels(given.written), writtenBy(store, before, t0), 'written'),
    ];
  },
});

function groupOf({
  group: { file, interval, queryOffset, limit, ...rest },
  resendDelay,
}: Run): RuleGroup {
  return new RuleGroup(
    {
      name: rest.name,
      interval: formatPrometheusDuration(interval),
      query_offset: formatPrometheusDuration(queryOffset),
      limit,
      rules: rest.rules,
    },
    { file, resendDelay },
  );
}

/** The instants are given, or those that Prometheus has after a start. */
function instantsOf(given: Run, { group: { slots } }: RuleEvaluation): readonly number[] {
  if (given.kind !== 'manager') return given.evals;
  const instants: number[] = [];
  let at = slots.firstAfterStart(given.t0 + given.start);
  for (const _ of given.steps) {
    instants.push(at - given.t0);
    at = slots.next(at);
  }
  return instants;
}

function renderStep(
  { at, sent: alerts, errors }: RuleStep,
  snapshots: readonly AlertSnapshot[],
  t0: number,
): unknown {
  const relative = (time: number | undefined) => (time === undefined ? null : time - t0);
  return {
    at: at - t0,
    alerts: snapshots
      .map((one) => ({
        ...one,
        value: writeFloat(one.value),
        activeAt: relative(one.activeAt),
        firedAt: relative(one.firedAt),
        resolvedAt: relative(one.resolvedAt),
        keepFiringSince: relative(one.keepFiringSince),
      }))
      .sort((one, other) => one.rule - other.rule || compareLabels(one, other)),
    sent: byLabels(
      alerts.map((one) => ({ ...one, startsAt: one.startsAt - t0, endsAt: one.endsAt - t0 })),
    ),
    errors: [...errors.keys()].map(String),
  };
}

interface Sizes {
  readonly samples: number;
  readonly markers: number;
}

function sizesOf({ samples, markers }: Series): Sizes {
  return { samples: samples.size, markers: markers.length };
}

function writtenBy(
  store: SeriesStore,
  before: ReadonlyMap<Series, Sizes>,
  t0: number,
): readonly RecordedSeries[] {
  const written = store.all.map((series) => {
    const known = before.get(series) ?? { samples: 0, markers: 0 };
    const { times, values, end } = series.samples;
    const samples: [number, string][] = series.markers
      .slice(known.markers)
      .map((at) => [at - t0, 'stale']);
    for (let i = known.samples; i < end; i++) {
      samples.push([(times[i] ?? 0) - t0, writeFloat(values[i] ?? 0)]);
    }
    samples.sort(([one], [other]) => one - other);
    return { labels: { ...series.labels.toRecord() }, samples };
  });
  return byLabels(written.filter(({ samples }) => samples.length > 0));
}

function compareOffset(given: Extract<Recorded, { kind: 'offset' }>): readonly Difference[] {
  const { id: _, kind: __, name, file, interval, start, ...expected } = given;
  const slots = new EvaluationSlots(file, name, interval);
  const first = slots.lastUntil(start) + BigInt(interval) * 1_000_000n;
  return differences(expected, {
    hash: String(groupHash(file, name)),
    offsetNs: String(slots.offset),
    previousNs: String(slots.lastUntil(start)),
    firstNs: String(first),
  });
}

function byLabels<T extends { readonly labels: Readonly<Record<string, string>> }>(
  list: readonly T[],
): T[] {
  return list.toSorted(compareLabels);
}

function compareLabels(
  one: { readonly labels: Readonly<Record<string, string>> },
  other: { readonly labels: Readonly<Record<string, string>> },
): number {
  const [left, right] = [sortedText(one.labels), sortedText(other.labels)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortedText(set: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(set).sort(([one], [other]) => (one < other ? -1 : 1)));
}
