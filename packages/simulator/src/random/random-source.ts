/** A stream of random numbers that can be repeated. */
export interface RandomSource {
  /** The next 32 bits, as an integer from 0 to 2^32 - 1. */
  uint32(): number;
  /** The next number from 0 (included) to 1 (excluded), 53 bits. Take 1 - u before a logarithm. */
  double(): number;
}
