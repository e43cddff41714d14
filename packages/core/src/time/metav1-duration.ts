import type { Int64 } from '../go/index.ts';
import { DurationError } from './error.ts';
import { parseGoNanoseconds } from './go-duration.ts';

/**
 * Reads a `metav1.Duration` out of parsed JSON, in nanoseconds: a string as Go writes it, nothing
 * else; `null` counts as the empty one. Kubernetes writes it back with `formatGoNanoseconds`.
 *
 * @throws {DurationError} with Kubernetes' text
 */
export function decodeMetav1Duration(value: unknown): Int64 {
  if (typeof value === 'string') return parseGoNanoseconds(value);
  if (value === null) return parseGoNanoseconds('');
  throw new DurationError(
    'type',
    `json: cannot unmarshal ${jsonType(value)} into Go value of type string`,
  );
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
