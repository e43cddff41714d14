/** What Go does otherwise than JavaScript: its integers, its quoting, its view of text. */

export { compareText } from './compare-text.ts';
export { Fnv64 } from './fnv64.ts';
export {
  addInt64,
  checkedInt64,
  type Int64,
  integer,
  MAX_INT64,
  MIN_INT64,
  negateInt64,
  wrapInt64,
} from './int64.ts';
export { goJson } from './json.ts';
export { goLowerCase } from './lower-case.ts';
export { goParseFloat } from './parse-float.ts';
export { isPrintable } from './printable.ts';
export { goQueryEscape } from './query-escape.ts';
export { goQuote, goQuoteBytes } from './quote.ts';
export { type GoParsed, goParseBool, goParseDouble, goParseInt } from './strconv.ts';
export { goTrimSpace } from './trim.ts';
export { goUnquote } from './unquote.ts';
export { utf8Bytes, utf8Length, utf8Text } from './utf8.ts';
