import type { Standing } from '../../ports/index.ts';

/** Nothing is withheld any more. */
export function released({ withheld: _, ...standing }: Standing): Standing {
  return standing;
}
