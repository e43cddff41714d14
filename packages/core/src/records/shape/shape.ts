/**
 * Tells whether a value of JSON is a `T`, strictly, and gives it back.
 *
 * @throws {Misfit} when it is none
 */
export type Shape<T> = (value: unknown) => T;
