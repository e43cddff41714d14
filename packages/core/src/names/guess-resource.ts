import { goLowerCase } from '../go/index.ts';

/** The two spellings of a resource in the API: `deployments` and `deployment`. */
export interface ResourceNames {
  readonly plural: string;
  readonly singular: string;
}

/**
 * The resource that Kubernetes guesses for a kind where it has no discovery to ask: lower-cased,
 * then `s` → `ses`, `y` → `ies`, else + `s`; `Endpoints` stays as it is.
 *
 * It is a guess: the rule makes `gatewaies` of `Gateway` and `meshs` of `Mesh`, and a cluster that
 * serves `gateways` does not know that name. Source: `meta.UnsafeGuessKindToResource` of
 * apimachinery.
 */
export function guessResource(kind: string): ResourceNames {
  const singular = goLowerCase(kind);
  return { plural: pluralOf(singular), singular };
}

function pluralOf(singular: string): string {
  if (singular === '' || singular.endsWith('endpoints')) return singular;
  if (singular.endsWith('s')) return `${singular}es`;
  if (singular.endsWith('y')) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}
