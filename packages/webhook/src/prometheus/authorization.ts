import type { Credentials } from './options.ts';

/** The value of the header `Authorization`, and the texts that must not show up in a message. */
export interface Authorization {
  readonly header: string | undefined;
  readonly secrets: readonly string[];
}

/** Asks for the credentials of one request; rejects when the token's source does. */
export async function authorize(credentials: Credentials | undefined): Promise<Authorization> {
  if (credentials === undefined) return { header: undefined, secrets: [] };
  if (credentials.kind === 'bearer') {
    const token = (await credentials.token()).trim();
    return { header: `Bearer ${token}`, secrets: [token] };
  }
  const pair =
    credentials.kind === 'basic-pair'
      ? (await credentials.pair()).trim()
      : `${credentials.username}:${credentials.password}`;
  const encoded = base64(pair);
  return { header: `Basic ${encoded}`, secrets: [encoded, pair.slice(pair.indexOf(':') + 1)] };
}

/** Of the UTF-8 of a text, as RFC 7617 advises; `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

const secretName = /auth|cookie|key|password|secret|token/i;

/** The values of headers that are secrets by their name. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => (secretName.test(name) ? value : []));
}
