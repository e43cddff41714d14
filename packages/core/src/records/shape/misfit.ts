/** A value that is not of the shape that was asked for; made where it is found, completed on the way out. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
  /** From the outside inwards. */
  readonly path: (string | number)[] = [];
  readonly found: unknown;
  readonly wanted: string;

  constructor(found: unknown, wanted: string) {
    super(wanted);
    this.found = found;
    this.wanted = wanted;
  }
}

/** Does something below a step, which a misfit in it then names. */
export function below<T>(step: string | number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Misfit) error.path.unshift(step);
    throw error;
  }
}
