import { decodeQuantity, QuantityError } from '../quantity/index.ts';
import type { Codec } from './codec.ts';
import { readInstant } from './instant.ts';

/** A Go string, or a type that is one under another name. */
export function text(typeName = 'string'): Codec<string> {
  return {
    typeName,
    zero: '',
    isEmpty: (value) => value === '',
    encode: (value) => value,
    decode(node, into, context) {
      if (node.kind === 'string') return node.value;
      if (node.kind !== 'null') context.mismatch(node, 'text', typeName);
      return into;
    },
  };
}

export const boolean: Codec<boolean> = {
  typeName: 'bool',
  zero: false,
  isEmpty: (value) => !value,
  encode: (value) => value,
  decode(node, into, context) {
    if (node.kind === 'boolean') return node.value;
    if (node.kind !== 'null') context.mismatch(node, 'boolean', 'bool');
    return into;
  },
};

/** `int32` or `int64`: written without point and exponent, within the range. */
function integer(typeName: string, bits: bigint): Codec<number> {
  const limit = 2n ** (bits - 1n);
  return {
    typeName,
    zero: 0,
    isEmpty: (value) => value === 0,
    encode: (value) => value,
    decode(node, into, context) {
      if (node.kind === 'null') return into;
      if (node.kind === 'number' && /^-?[0-9]+$/.test(node.literal)) {
        const value = BigInt(node.literal);
        if (value >= -limit && value < limit) return Number(value);
      }
      context.mismatch(node, 'integer', typeName);
      return into;
    },
  };
}

export const int32: Codec<number> = integer('int32', 32n);
/** A number: beyond 2^53 only the nearest double is kept. */
export const int64: Codec<number> = integer('int64', 64n);

/** A `resource.Quantity`, kept as the text that Go writes for it. */
export const quantity: Codec<string> = {
  typeName: 'resource.Quantity',
  zero: '0',
  isEmpty: () => false,
  encode: (value) => value,
  decode(node, into, context) {
    // Of all other kinds of JSON the text is no quantity either; its first character decides.
    const token = 'literal' in node ? node.literal : node.kind === 'null' ? 'null' : '{}';
    try {
      return decodeQuantity(token).toString();
    } catch (error) {
      if (!(error instanceof QuantityError)) throw error;
      context.refuse(error.message, 'quantity');
      return into;
    }
  },
};

/** A `metav1.Time`, kept as the RFC 3339 text in UTC that Go writes, in whole seconds; null is unset. */
export const instant: Codec<string | null> = {
  typeName: 'v1.Time',
  zero: null,
  isEmpty: (value) => value === null,
  encode: (value) => value,
  decode(node, into, context) {
    if (node.kind === 'null') return null;
    if (node.kind !== 'string') {
      context.refuseKind(node, 'instant', 'string');
      return into;
    }
    const reading = readInstant(node.value);
    if ('text' in reading) return reading.text;
    context.refuse(reading.error, 'instant');
    return into;
  },
};
