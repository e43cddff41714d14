/**
 * How a quantity is printed: powers of ten with the suffixes n…E, powers of 1024 with Ki…Ei, or
 * powers of ten as `e3`. Empty for the zero that JSON `null` decodes to.
 */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent' | '';
