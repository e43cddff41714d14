import type { ServiceMapping } from '../config/index.ts';

/** The Kubernetes object that a service of a gateway stands for. */
export interface KubernetesObject {
  readonly namespace: string;
  readonly name: string;
  /** In lower case: `service`, or `httproute` for a route over several services. */
  readonly kind: string;
  readonly apiVersion: string;
}

/** Names that Kong's Admin API tells, with what their tags say. */
export type Catalogue = ReadonlyMap<string, KubernetesObject>;

/** The object that a name in a label stands for; nothing for one that no mapping knows. */
export function resolveService(
  name: string,
  { table, patterns }: ServiceMapping,
  catalogue: Catalogue,
): KubernetesObject | undefined {
  const service = { kind: 'service', apiVersion: 'v1' };
  const row = table.get(name);
  if (row !== undefined) return { ...row, ...service };
  for (const pattern of patterns) {
    if (!pattern.matchesAll(name)) continue;
    const match = pattern.firstMatch(name);
    const group = (wanted: string): string => match?.groups[match.names.indexOf(wanted)] ?? '';
    const found = { namespace: group('namespace'), name: group('name') };
    if (found.namespace !== '' && found.name !== '') return { ...found, ...service };
  }
  return catalogue.get(name);
}
