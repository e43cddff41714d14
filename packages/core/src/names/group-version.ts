/** An API's group and version. The core group is the empty string. */
export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** The text has more than one `/` and names no group and version. */
export class GroupVersionError extends Error {
  override readonly name = 'GroupVersionError';
  readonly text: string;

  constructor(text: string) {
    super(`unexpected GroupVersion string: ${text}`);
    this.text = text;
  }
}

/**
 * Reads an `apiVersion`: `apps/v1`, or `v1` of the core group. `apps` alone is version `apps` of
 * the core group; `/` and the empty text are both empty. Source: `schema.ParseGroupVersion`.
 *
 * @throws {GroupVersionError} when there are two slashes or more
 */
export function parseGroupVersion(text: string): GroupVersion {
  if (text === '' || text === '/') return { group: '', version: '' };
  const [first = '', second, third] = text.split('/');
  if (third !== undefined) throw new GroupVersionError(text);
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** Writes it as an `apiVersion`: the version alone for the core group. */
export function formatGroupVersion({ group, version }: GroupVersion): string {
  return group === '' ? version : `${group}/${version}`;
}
