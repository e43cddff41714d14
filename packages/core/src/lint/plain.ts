/** The members of a mapping; none where something else stands. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** The items of a list; none where something else stands. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; empty where something else stands. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
