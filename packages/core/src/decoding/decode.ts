import type { SourceNode } from '../documents/index.ts';
import type { Codec } from './codec.ts';
import { DecodeContext, type DecodeFailure, type StrictFinding } from './context.ts';

export type Decoding<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly StrictFinding[] }
  | {
      readonly ok: false;
      /** The value of a wrong type that the API server reports. */
      readonly failure: DecodeFailure;
      /** All of them, that one first. */
      readonly failures: readonly DecodeFailure[];
    };

/**
 * Decodes a tree as the API server does: names are case-sensitive, unknown and duplicate fields
 * are collected, a value of a wrong type fails the whole. With `caseSensitive: false` as Go's
 * encoding/json does. Throws nothing.
 */
export function decode<T>(
  codec: Codec<T>,
  node: SourceNode,
  options: { readonly caseSensitive: boolean } = { caseSensitive: true },
): Decoding<T> {
  const context = new DecodeContext(options.caseSensitive);
  const value = codec.decode(node, codec.zero, context);
  const { failures } = context;
  const [failure] = failures;
  if (failure !== undefined) return { ok: false, failure, failures };
  return { ok: true, value, findings: context.findings };
}
