import { Fnv64 } from '@flyball/core';
import type { TextMap } from './alert.ts';

const encoder = new TextEncoder();
const separator = 0xff;

/**
 * The hash of a label set as Prometheus and Alertmanager compute it: FNV-1a of 64 bits over the
 * names in the order of their bytes and the values, each followed by 0xff, as 16 hexadecimal digits.
 */
export function labelFingerprint(labels: TextMap): string {
  const pairs = Object.entries(labels)
    .map(([name, value]) => ({ name: encoder.encode(name), value: encoder.encode(value) }))
    .sort((one, other) => compareBytes(one.name, other.name));
  const hash = new Fnv64();
  for (const { name, value } of pairs) {
    hash.add(name);
    hash.add([separator]);
    hash.add(value);
    hash.add([separator]);
  }
  return hash.hex();
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) {
    const difference = (one[i] ?? 0) - (other[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
