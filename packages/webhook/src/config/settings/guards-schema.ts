import { DurationError, editDistance, type GuardOptions, parseGoDuration } from '@flyball/core';
import * as v from 'valibot';

/** The guards as the annotation has them: core's options, durations with units, and queries. */
export interface WrittenGuards extends Omit<GuardOptions, 'compatibility'> {
  /** PromQL by the name that guards use. */
  readonly evidence?: Readonly<Record<string, string>>;
}

/** What can be wrong with a value, as the rest of a sentence, and what to do about it. */
const mistakes = {
  unknown: ['is no member of the guards', ''],
  absent: ['is missing', 'write it'],
  mapping: ['is no mapping', 'write its members as name: value, indented below it'],
  list: ['is no list', 'begin each of its entries with "- "'],
  duration: ['is no duration of whole milliseconds', 'write it with its unit: 500ms, 90s, 1h30m'],
  number: ['is no number', 'write a number, without quotes'],
  switch: ['is neither true nor false', 'write true or false, without quotes'],
  name: ['is no name', 'write the name of an entry below evidence:'],
  query: ['is no query', 'write PromQL that gives one number'],
  absence: ['is no policy for a missing metric', 'write policy: hold, zero or fallback'],
  below: ['is neither hold nor zero', 'write hold or zero'],
  whenMissing: ['is neither veto nor allow', 'write veto or allow'],
} as const;

const remedies: ReadonlyMap<string, string> = new Map(Object.values(mistakes));

const duration = v.pipe(
  v.string(mistakes.duration[0]),
  v.rawTransform(({ dataset, addIssue, NEVER }): number => {
    try {
      const value = parseGoDuration(dataset.value);
      if (Number.isSafeInteger(value) && value >= 0) return value;
    } catch (error) {
      if (!(error instanceof DurationError)) throw error;
    }
    addIssue({ message: mistakes.duration[0] });
    return NEVER;
  }),
);
const number = v.number(mistakes.number[0]);
const toggle = v.boolean(mistakes.switch[0]);
const name = v.pipe(v.string(mistakes.name[0]), v.nonEmpty(mistakes.name[0]));

const mapping = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') return mistakes.unknown[0];
    return expected === 'Object' ? mistakes.mapping[0] : mistakes.absent[0];
  });

const absence = v.variant(
  'policy',
  [
    mapping({ policy: v.literal('hold') }),
    mapping({ policy: v.literal('zero'), after: v.exactOptional(duration) }),
    mapping({
      policy: v.literal('fallback'),
      replicas: number,
      after: v.exactOptional(duration),
    }),
  ],
  ({ expected }) => (expected === 'Object' ? mistakes.mapping[0] : mistakes.absence[0]),
);

const metric = mapping({
  absence: v.exactOptional(absence),
  maximumAge: v.exactOptional(duration),
  actOnce: v.exactOptional(toggle),
  minimumRequestRate: v.exactOptional(
    mapping({
      evidence: name,
      atLeast: number,
      below: v.exactOptional(v.picklist(['hold', 'zero'], mistakes.below[0])),
      maximumAge: v.exactOptional(duration),
    }),
  ),
  unresponsive: v.exactOptional(
    mapping({
      growth: v.exactOptional(number),
      settle: v.exactOptional(duration),
      change: v.exactOptional(number),
      load: v.exactOptional(name),
      cap: v.exactOptional(toggle),
    }),
  ),
});

const veto = mapping({
  evidence: name,
  above: number,
  whenMissing: v.exactOptional(v.picklist(['veto', 'allow'], mistakes.whenMissing[0])),
  maximumAge: v.exactOptional(duration),
});

const query = v.pipe(v.string(mistakes.query[0]), v.trim(), v.nonEmpty(mistakes.query[0]));

/** The value of the annotation. Messages complete a sentence that starts with the place. */
export const guardsSchema: v.GenericSchema<unknown, WrittenGuards> = mapping({
  metrics: v.exactOptional(
    v.lazy((input) => (Array.isArray(input) ? v.array(metric, mistakes.list[0]) : metric)),
  ),
  clampReadings: v.exactOptional(toggle),
  floorWhileNothingReady: v.exactOptional(toggle),
  scaleDownVetoes: v.exactOptional(v.array(veto, mistakes.list[0])),
  largestStep: v.exactOptional(
    mapping({ up: v.exactOptional(number), down: v.exactOptional(number) }),
  ),
  evidence: v.exactOptional(v.record(v.string(), query, mistakes.mapping[0])),
});

const knownNames = [
  ...['metrics', 'clampReadings', 'floorWhileNothingReady', 'scaleDownVetoes', 'largestStep'],
  ...['evidence', 'absence', 'maximumAge', 'actOnce', 'minimumRequestRate', 'unresponsive'],
  ...['policy', 'after', 'replicas', 'atLeast', 'below', 'growth', 'settle', 'change', 'load'],
  ...['cap', 'above', 'whenMissing', 'up', 'down'],
];

/** What to do about an issue of the schema at a place whose last step is `step`. */
export function guardsRemedy(message: string, step: string): string {
  if (message !== mistakes.unknown[0]) return remedies.get(message) ?? '';
  const nearest = knownNames.find((known) => editDistance(known, step) <= known.length / 3);
  return nearest === undefined
    ? 'remove it; docs/reference/policy-annotations.md lists the members'
    : `probably ${nearest} is meant; it may stand in another place`;
}
