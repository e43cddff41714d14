const CELL_BITS = 9;
const CELLS = 1 << CELL_BITS;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** Which half of a double holds its sign, its exponent and the upper part of its mantissa. */
const HIGH: 0 | 1 = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * A function of positive numbers that is looked up instead of computed: it is kept for the lower end
 * of each of 512 equal cells of every octave, made when the octave is first asked for. The bits of the
 * number are its place in the table, so that no logarithm is taken.
 */
export class OctaveTable {
  readonly #of: (lower: number) => number;
  readonly #octaves: (Int32Array | undefined)[] = [];

  /** @param of the function, with whole numbers as values, rising. */
  constructor(of: (lower: number) => number) {
    this.#of = of;
  }

  /** The function at the lower end of the cell that holds a number; the number itself is > 0. */
  at(value: number): number {
    float[0] = value;
    const high = words[HIGH] as number;
    const octave = this.#octaves[high >>> 20] ?? this.#make(high >>> 20);
    return octave[(high >>> (20 - CELL_BITS)) & (CELLS - 1)] as number;
  }

  #make(exponent: number): Int32Array {
    // Numbers below the least normal one have no octave of their own: all begin at the very least.
    const octave = Int32Array.from({ length: CELLS }, (_, cell) =>
      this.#of(exponent === 0 ? Number.MIN_VALUE : 2 ** (exponent - 1023) * (1 + cell / CELLS)),
    );
    while (this.#octaves.length <= exponent) this.#octaves.push(undefined);
    this.#octaves[exponent] = octave;
    return octave;
  }
}
