import {
  decodeQuantity,
  type Int64,
  newMilliQuantity,
  newQuantity,
  newScaledQuantity,
  parseQuantity,
  type Quantity,
  QuantityError,
} from '@flyball/core';
import * as v from 'valibot';
import { type Difference, differences } from '../difference.ts';
import { defineSuite, type Suite } from '../suite.ts';

const text = v.string();
const format = v.picklist(['DecimalSI', 'BinarySI', 'DecimalExponent']);
const operated = v.strictObject({
  string: text,
  format,
  milliValue: text,
  asApproximateFloat64: text,
});

const parsed = v.strictObject({
  kind: v.literal('parse'),
  input: text,
  ok: v.boolean(),
  error: v.optional(text),
  json: v.nullable(text),
  jsonError: v.optional(text),
  format: v.optional(format),
  string: v.optional(text),
  canonical: v.optional(text),
  value: v.optional(text),
  milliValue: v.optional(text),
  microValue: v.optional(text),
  nanoValue: v.optional(text),
  asInt64: v.optional(v.strictObject({ value: text, ok: v.boolean() })),
  asApproximateFloat64: v.optional(text),
  sign: v.optional(v.number()),
  isZero: v.optional(v.boolean()),
});

const token = v.strictObject({
  kind: v.literal('token'),
  token: text,
  ok: v.boolean(),
  error: v.optional(text),
  json: v.nullable(text),
  format: v.optional(format),
  milliValue: v.optional(text),
});

const pair = v.strictObject({
  kind: v.literal('pair'),
  a: text,
  b: text,
  cmp: v.number(),
  add: operated,
  sub: operated,
});

const constructed = v.strictObject({
  kind: v.picklist(['newQuantity', 'newMilliQuantity', 'newScaledQuantity']),
  value: text,
  scale: v.number(),
  format,
  string: text,
  milliValue: text,
  intValue: text,
  asApproximateFloat64: text,
});

type Case = v.InferOutput<typeof parsed | typeof token | typeof pair | typeof constructed>;

/**
 * Quantities as apimachinery 0.37.2 reads, prints, rounds and adds them. Every field is compared:
 * floats as doubles, int64 values and texts exactly, overflows included.
 */
export const suite: Suite = defineSuite({
  name: 'quantity',
  case: v.variant('kind', [parsed, token, pair, constructed]),
  compare: (recorded) => compareCase(recorded),
});

function compareCase(recorded: Case): readonly Difference[] {
  switch (recorded.kind) {
    case 'parse': {
      const { kind: _, input, ...expected } = recorded;
      return differences(doubles(expected), { ...readText(input), ...readJson(input) });
    }
    case 'token': {
      const { kind: _, token: raw, ...expected } = recorded;
      return differences(expected, readToken(raw));
    }
    case 'pair': {
      const { kind: _, a, b, ...expected } = recorded;
      const { add, sub } = expected;
      return differences(
        { ...expected, add: doubles(add), sub: doubles(sub) },
        operate(parseQuantity(a), parseQuantity(b)),
      );
    }
    default: {
      const { kind, value, scale, ...expected } = recorded;
      const quantity = construct(kind, int64(value), scale, expected.format);
      return differences(doubles(expected), {
        ...summary(quantity),
        intValue: String(quantity.value()),
      });
    }
  }
}

function construct(
  kind: 'newQuantity' | 'newMilliQuantity' | 'newScaledQuantity',
  value: Int64,
  scale: number,
  form: v.InferOutput<typeof format>,
): Quantity {
  if (kind === 'newQuantity') return newQuantity(value, form);
  if (kind === 'newMilliQuantity') return newMilliQuantity(value, form);
  return newScaledQuantity(value, scale);
}

function readText(input: string): object {
  return attempt(
    () => {
      const quantity = parseQuantity(input);
      const { value, ok } = quantity.asInt64();
      return {
        ok: true,
        ...summary(quantity),
        canonical: quantity.canonical(),
        value: String(quantity.value()),
        microValue: String(quantity.scaledValue(-6)),
        nanoValue: String(quantity.scaledValue(-9)),
        asInt64: { value: String(value), ok },
        sign: quantity.sign(),
        isZero: quantity.isZero(),
      };
    },
    (error) => ({ ok: false, error }),
  );
}

function readJson(input: string): object {
  return attempt(
    () => ({ json: decodeQuantity(JSON.stringify(input)).toJSON() }),
    (jsonError) => ({ json: null, jsonError }),
  );
}

function readToken(raw: string): object {
  return attempt(
    () => {
      const quantity = decodeQuantity(raw);
      return {
        ok: true,
        json: quantity.toJSON(),
        // The recording leaves an empty format out.
        format: quantity.format === '' ? undefined : quantity.format,
        milliValue: String(quantity.milliValue()),
      };
    },
    (error) => ({ ok: false, json: null, error }),
  );
}

function operate(a: Quantity, b: Quantity): object {
  return { cmp: a.compare(b), add: summary(a.add(b)), sub: summary(a.subtract(b)) };
}

function summary(quantity: Quantity): object {
  return {
    string: quantity.toString(),
    format: quantity.format,
    milliValue: String(quantity.milliValue()),
    asApproximateFloat64: quantity.asApproximateFloat64(),
  };
}

function attempt(run: () => object, failed: (message: string) => object): object {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    return failed(error.message);
  }
}

function doubles(expected: { readonly asApproximateFloat64?: string | undefined }): object {
  const { asApproximateFloat64: float } = expected;
  return { ...expected, asApproximateFloat64: float === undefined ? undefined : Number(float) };
}

function int64(value: string): Int64 {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}
