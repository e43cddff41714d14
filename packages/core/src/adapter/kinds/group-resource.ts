/** A resource of the API: `deployments` of `apps`; the core group is the empty string. */
export interface GroupResource {
  readonly group: string;
  readonly resource: string;
}

export const NAMESPACES: GroupResource = { group: '', resource: 'namespaces' };

/** Resources whose metrics never stand in a namespace, whatever labels their series have. */
const UNNAMESPACED: ReadonlySet<string> = new Set(['namespaces', 'nodes', 'persistentvolumes']);

export function isUnnamespaced({ group, resource }: GroupResource): boolean {
  return group === '' && UNNAMESPACED.has(resource);
}

/** Writes it as URLs and messages do: `services`, `deployments.apps`. */
export function formatGroupResource({ group, resource }: GroupResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

/** Reads `services` or `deployments.apps`: the group begins behind the first dot. */
export function parseGroupResource(text: string): GroupResource {
  const dot = text.indexOf('.');
  if (dot === -1) return { group: '', resource: text };
  return { group: text.slice(dot + 1), resource: text.slice(0, dot) };
}

export function isSameResource(one: GroupResource, other: GroupResource): boolean {
  return one.group === other.group && one.resource === other.resource;
}
