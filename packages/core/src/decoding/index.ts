/** Trees of JSON into the types of Go programs, as strictly and as leniently as Go is. */
export type { AnyCodec, Codec } from './codec.ts';
export { list, map, nullable, pointer, raw } from './collections.ts';
export type { DecodeContext, DecodeFailure, StrictFinding, WantedKind } from './context.ts';
export { type Decoding, decode } from './decode.ts';
export { fieldText } from './field-text.ts';
export { boolean, instant, int32, int64, quantity, text } from './scalars.ts';
export { type Field, type Fields, optional, required, struct } from './struct.ts';
export { editDistance, suggestName } from './suggest-name.ts';
