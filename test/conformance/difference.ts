/** One place where an answer is not the recorded one. */
export interface Difference {
  /** Where in the case, as `steps[3].expect.conditions[0].reason`; empty for the case itself. */
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/**
 * Every place where `got` is not `expected`, by value: numbers bit for bit (`-0` is not `0`, `NaN`
 * is `NaN`), objects by their own keys in any order, a key that is `undefined` as one that is
 * absent, arrays by position.
 */
export function differences(expected: unknown, got: unknown, path = ''): readonly Difference[] {
  const found: Difference[] = [];
  collect(expected, got, path, found);
  return found;
}

function collect(expected: unknown, got: unknown, path: string, found: Difference[]): void {
  if (Object.is(expected, got)) return;
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    for (let i = 0; i < length; i++) collect(expected[i], got[i], `${path}[${i}]`, found);
    return;
  }
  if (isRecord(expected) && isRecord(got)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
      collect(expected[key], got[key], memberPath(path, key), found);
    }
    return;
  }
  found.push({ path, expected, got });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
