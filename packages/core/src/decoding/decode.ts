import type { SourceNode } from '../documents/index.ts';
import type { Codec } from './codec.ts';
import { DecodeAbort, DecodeContext, type DecodeFailure, type StrictFinding } from './context.ts';

export type Decoding<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly StrictFinding[] }
  | { readonly ok: false; readonly failure: DecodeFailure };

/**
 * Decodes a tree as the API server does: names are case-sensitive, unknown and duplicate fields
 * are collected, the first value of a wrong type fails the whole. With `caseSensitive: false` as
 * Go's encoding/json does. Throws nothing.
 */
export function decode<T>(
  codec: Codec<T>,
  node: SourceNode,
  options: { readonly caseSensitive: boolean } = { caseSensitive: true },
): Decoding<T> {
  const context = new DecodeContext(options.caseSensitive);
  try {
    const value = codec.decode(node, codec.zero, context);
    if (context.failure !== undefined) return { ok: false, failure: context.failure };
    return { ok: true, value, findings: context.findings };
  } catch (error) {
    if (error instanceof DecodeAbort && context.failure !== undefined) {
      return { ok: false, failure: context.failure };
    }
    throw error;
  }
}
