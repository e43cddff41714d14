import { goParseFloat } from './parse-float.ts';
import { goQuote } from './quote.ts';

/** A text read as Go reads it, or Go's own words on why it cannot be read. */
export type GoParsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: 'syntax' | 'range'; readonly message: string };

/** A decimal integer of so many bits, as `strconv.ParseInt` reads it. */
export function goParseInt(text: string, bits: 32 | 64): GoParsed<bigint> {
  if (!/^[-+]?[0-9]+$/.test(text)) return refused('ParseInt', text, 'syntax');
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(bits, value) === value
    ? { ok: true, value }
    : refused('ParseInt', text, 'range');
}

/** A double, as `strconv.ParseFloat` reads it. */
export function goParseDouble(text: string): GoParsed<number> {
  const value = goParseFloat(text);
  if (value !== undefined) return { ok: true, value };
  const isNumber = /^[-+]?[\d._]*\d[\d._]*(?:e[-+]?\d+)?$/i.test(text);
  return refused(
    'ParseFloat',
    text,
    isNumber && !Number.isFinite(Number(text)) ? 'range' : 'syntax',
  );
}

/** A truth value, as `strconv.ParseBool` reads it. */
export function goParseBool(text: string): GoParsed<boolean> {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return { ok: true, value: true };
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return { ok: true, value: false };
  return refused('ParseBool', text, 'syntax');
}

function refused(
  parser: string,
  text: string,
  fault: 'syntax' | 'range',
): Extract<GoParsed<never>, { ok: false }> {
  const why = fault === 'syntax' ? 'invalid syntax' : 'value out of range';
  return { ok: false, fault, message: `strconv.${parser}: parsing ${goQuote(text)}: ${why}` };
}
