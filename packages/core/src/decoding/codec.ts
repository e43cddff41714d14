import type { SourceNode } from '../documents/index.ts';
import type { DecodeContext } from './context.ts';

/** How a Go program reads one of its types from JSON and writes it again. */
export interface Codec<T> {
  /** The type as Go prints it: `int32`, `[]v2.MetricSpec`. */
  readonly typeName: string;
  /**
   * Reads a node. `into` is what stands there already (of a duplicate field): Go decodes into it,
   * and null leaves it alone unless the type can be nil. Reports what does not fit to `context`.
   */
  readonly decode: (node: SourceNode, into: T, context: DecodeContext) => T;
  /** What stands there before anything is decoded. */
  readonly zero: T;
  /** Whether Go's `omitempty` leaves the value out. */
  readonly isEmpty: (value: T) => boolean;
  /** The value as Go's encoder writes it. */
  readonly encode: (value: T) => unknown;
  /** What can stand below a name, for finding where an unknown name belongs. */
  readonly children?: () => Readonly<Record<string, AnyCodec>>;
}

/** A codec of whatever type, looked at for its children only. */
export type AnyCodec = Pick<Codec<never>, 'typeName' | 'children'>;

/** How a decode error calls what it found. */
export function goKind(node: SourceNode): string {
  const names = { mapping: 'object', sequence: 'array', boolean: 'bool' } as const;
  return node.kind in names ? names[node.kind as keyof typeof names] : node.kind;
}
