import type { FrontProxy, User } from '../ports/index.ts';
import type { HeaderLines } from './caller.ts';

/**
 * The user that the front proxy speaks for. Only to be asked of a request that came with the front
 * proxy's certificate: everybody can send these headers.
 *
 * @returns undefined when the headers name nobody
 */
export function userOfHeaders(headers: HeaderLines, proxy: FrontProxy): User | undefined {
  const name = proxy.userHeaders.flatMap((header) => valuesOf(headers, header))[0];
  if (name === undefined) return undefined;
  const uid = proxy.uidHeaders.flatMap((header) => valuesOf(headers, header))[0];
  return {
    name,
    ...(uid === undefined ? {} : { uid }),
    groups: proxy.groupHeaders.flatMap((header) => valuesOf(headers, header)),
    extra: extraOf(headers, proxy.extraHeaderPrefixes),
  };
}

function valuesOf(headers: HeaderLines, wanted: string): readonly string[] {
  const name = wanted.toLowerCase();
  return headers.flatMap(([each, value]) =>
    each.toLowerCase() === name && value !== '' ? [value] : [],
  );
}

function extraOf(
  headers: HeaderLines,
  prefixes: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const extra = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const prefix = prefixes.find((one) => lower.startsWith(one.toLowerCase()));
    if (prefix === undefined) continue;
    const key = decoded(lower.slice(prefix.length));
    const values = extra.get(key);
    if (values === undefined) extra.set(key, [value]);
    else values.push(value);
  }
  return Object.fromEntries(extra);
}

/** Keys are percent-encoded, as headers have few characters. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
