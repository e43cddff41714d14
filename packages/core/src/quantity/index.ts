export type { Int64 } from '../go/index.ts';
export { QuantityError, type QuantityErrorCode } from './error.ts';
export type { QuantityFormat } from './format.ts';

export { formatMilli, parseMilli } from './milli.ts';
export { newMilliQuantity, newQuantity, newScaledQuantity } from './new-quantity.ts';
export { parseQuantity } from './parse.ts';
export type { Int64Answer, Quantity } from './quantity.ts';
export { decodeQuantity } from './token.ts';
