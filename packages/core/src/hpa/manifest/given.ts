/** A member that is there only if its value is; to be spread into an object. */
export function given<K extends string, T>(
  name: K,
  value: T | undefined,
): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: T });
}
