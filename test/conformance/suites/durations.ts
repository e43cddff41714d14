import {
  DurationError,
  decodeMetav1Duration,
  formatGoNanoseconds,
  formatPrometheusDuration,
  type Int64,
  parseGoNanoseconds,
  parsePrometheusNanoseconds,
} from '@flyball/core';
import * as v from 'valibot';
import { differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const text = v.string();

const parsed = v.strictObject({
  kind: v.picklist(['prometheus', 'go']),
  input: text,
  ok: v.boolean(),
  error: v.optional(text),
  nanos: v.optional(text),
  string: v.optional(text),
});

const formatted = v.strictObject({
  kind: v.picklist(['prometheusFormat', 'goFormat']),
  nanos: text,
  string: text,
});

const decoded = v.strictObject({
  kind: v.literal('metav1'),
  token: text,
  ok: v.boolean(),
  error: v.optional(text),
  nanos: v.optional(text),
  json: v.optional(text),
});

type Case = v.InferOutput<typeof parsed | typeof formatted | typeof decoded>;

/**
 * Durations as Prometheus common 0.72.1, Go 1.26.8 and apimachinery 0.37.2 read and print them.
 * Every field is compared, nanoseconds exactly and errors by their text.
 */
export const suite: Suite = defineSuite({
  name: 'durations',
  case: v.variant('kind', [parsed, formatted, decoded]),
  compare: (recorded) => differences(recorded, { ...recorded, ...absent, ...answer(recorded) }),
});

/** What a case may hold beside its input and the answer has to give. */
const absent = {
  ok: undefined,
  error: undefined,
  string: undefined,
  json: undefined,
};

function answer(recorded: Case): object {
  switch (recorded.kind) {
    case 'prometheus':
      return attempt(() => {
        const nanos = parsePrometheusNanoseconds(recorded.input);
        return { nanos: String(nanos), string: formatPrometheusDuration(milliseconds(nanos)) };
      });
    case 'go':
      return attempt(() => {
        const nanos = parseGoNanoseconds(recorded.input);
        return { nanos: String(nanos), string: formatGoNanoseconds(nanos) };
      });
    case 'metav1':
      return attempt(() => {
        const nanos = decodeMetav1Duration(JSON.parse(recorded.token));
        return { nanos: String(nanos), json: JSON.stringify(formatGoNanoseconds(nanos)) };
      });
    case 'prometheusFormat':
      return { string: formatPrometheusDuration(milliseconds(BigInt(recorded.nanos))) };
    default:
      return { string: formatGoNanoseconds(BigInt(recorded.nanos)) };
  }
}

/** Whole ones: Prometheus prints no smaller part. */
function milliseconds(nanos: Int64): number {
  return Number(BigInt(nanos) / 1_000_000n);
}

function attempt(run: () => object): object {
  try {
    return { ok: true, ...run() };
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    return { ok: false, nanos: undefined, error: error.message };
  }
}
