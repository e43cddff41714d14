/**
 * A quantity in thousandths, as the controller computes with it: an int64. A number while it is a
 * safe integer, a decimal string beyond 2^53, so that it survives JSON unchanged.
 */
export type Milli = number | string;
