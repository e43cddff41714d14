import { compareText, goQuote, type LabelSet } from '@flyball/core';

const OFFSET = 14_695_981_039_346_656_037n;
const PRIME = 1_099_511_628_211n;
const SEPARATOR = 0xff;

/** What Alertmanager calls an alert by: FNV-1a of its labels in the order of their names, 16 hex. */
export function fingerprint(labels: LabelSet): string {
  let sum = OFFSET;
  const take = (byte: number) => {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * PRIME);
  };
  for (const part of byName(labels).flat()) {
    for (const byte of new TextEncoder().encode(part)) take(byte);
    take(SEPARATOR);
  }
  return sum.toString(16).padStart(16, '0');
}

/** The labels as they stand in group keys: `{a="b", c="d"}`. */
export function labelsText(labels: LabelSet): string {
  const list = byName(labels).map(([name, value]) => `${name}=${goQuote(value)}`);
  return `{${list.join(', ')}}`;
}

function byName(labels: LabelSet): readonly (readonly [string, string])[] {
  return Object.entries(labels).sort(([one], [other]) => compareText(one, other));
}
