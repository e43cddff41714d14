import type { HttpFetch } from '../ports/index.ts';

/** Where an API server is, who we are to it, and how patient we are. */
export interface KubernetesOptions {
  /** Its address, with a path where it stands behind one: `https://10.0.0.1:6443`. */
  readonly server: string;
  /** Must not follow redirects when told so, since what is sent holds credentials. */
  readonly fetch: HttpFetch;
  /** Nobody in particular unless said otherwise. */
  readonly credentials?: KubernetesCredentials;
  /** Shown in the server's audit log and used for its fairness; `flyball` by default. */
  readonly userAgent?: string;
  /** The longest wait for one answer, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  /** The longest answer that is read, in bytes; 16 MiB by default. */
  readonly maxResponseBytes?: number;
  /** How waiting between tries is done; by a timer unless said otherwise. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number of 0 … 1 that spreads tries over time; `Math.random` unless said otherwise. */
  readonly random?: () => number;
}

/** Proves to an API server who we are. */
export interface KubernetesCredentials {
  /**
   * The headers of one request.
   * @param renew the server has just refused the last ones: get new ones, if there is a way
   */
  headers(renew: boolean): Promise<Readonly<Record<string, string>>>;
}

/** The usual credentials: a token, which is asked for before every request. */
export function bearerToken(
  token: (renew: boolean) => string | Promise<string>,
): KubernetesCredentials {
  return {
    headers: async (renew) => ({ authorization: `Bearer ${(await token(renew)).trim()}` }),
  };
}

/** Options that do not make sense; the message names the option and the remedy. */
export class KubernetesOptionsError extends Error {
  override readonly name = 'KubernetesOptionsError';
}

/**
 * The address of a server as a prefix of all requests, without a final slash.
 *
 * @throws {KubernetesOptionsError} when it is no http address, or carries what belongs elsewhere
 */
export function readServer(text: string): string {
  if (!URL.canParse(text)) {
    throw new KubernetesOptionsError(
      `server: not an address: ${JSON.stringify(text)}; write it as https://10.0.0.1:6443`,
    );
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new KubernetesOptionsError(
      `server: ${url.protocol} is neither https: nor http:; write it as https://10.0.0.1:6443`,
    );
  }
  // The text is not quoted from here on: it may hold a secret.
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new KubernetesOptionsError(
      'server: carries a user, a password, a query or a fragment; leave the address and its path',
    );
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
