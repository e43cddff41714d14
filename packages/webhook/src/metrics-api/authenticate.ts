import {
  type AccessReviews,
  type AuthenticationSource,
  type CallOptions,
  type ClientAuthentication,
  type Clock,
  type FrontProxy,
  type Log,
  type Result,
  success,
  type User,
} from '../ports/index.ts';
import type { Caller } from './caller.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { ExpiringCache } from './expiring-cache.ts';
import { userOfHeaders } from './front-proxy.ts';

/** Who sent a request. */
export type Authentication =
  | { readonly kind: 'user'; readonly user: User }
  /** A token came that is nobody's: answered 401. */
  | { readonly kind: 'refused' }
  /** Nobody could be asked: answered 503. */
  | { readonly kind: 'unknown'; readonly problem: string };

export interface AuthenticatorOptions {
  readonly source: AuthenticationSource;
  readonly reviews: AccessReviews;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who bears no proof of anything. */
const anonymous: User = { name: 'system:anonymous', groups: ['system:unauthenticated'], extra: {} };

/** So long a token is believed to be whose it was, as Kubernetes' own servers do. */
const tokenLifetimeMs = 10_000;

/** How many tokens are remembered. */
const tokenCapacity = 4_096;

/** The longest wait for the API server's word. */
const reviewTimeoutMs = 10_000;

/**
 * Knows callers as every server behind the Kubernetes API server does: the front proxy by its
 * certificate, and by its headers whom it speaks for; other clients by theirs; the rest by their
 * tokens, of which the API server says whose they are. Who proves nothing is anonymous.
 */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #tokens: ExpiringCache<Result<User | null>>;
  #current: ClientAuthentication = {};
  #wasRead = false;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    this.#tokens = new ExpiringCache({
      clock: options.clock,
      capacity: tokenCapacity,
      lifetimeOf: (answer) => (answer.ok ? tokenLifetimeMs : 0),
    });
  }

  /** By what certificates callers are known at present; another object after each change. */
  get current(): ClientAuthentication {
    return this.#current;
  }

  /** Why nobody should be sent here yet, or null: until it is read, all seem to be strangers. */
  get unready(): string | null {
    return this.#wasRead ? null : 'it is not known yet by what callers are known';
  }

  /** Reads anew by what callers are known; what cannot be read leaves the last in force. */
  async refresh(options: CallOptions): Promise<boolean> {
    const read = await this.#options.source.read(options);
    if (!read.ok) {
      this.#options.log.write('warn', 'authorities of callers unreadable, the last stay in force', {
        problem: read.message,
      });
      return false;
    }
    this.#wasRead = true;
    if (JSON.stringify(read.value) !== JSON.stringify(this.#current)) {
      this.#current = read.value;
      this.#options.log.write('info', 'authorities of callers read', {
        frontProxy: read.value.frontProxy !== undefined,
        clients: read.value.clientAuthorities !== undefined,
      });
    }
    return true;
  }

  /** Who sent a request, by the strongest proof that came with it. */
  async authenticate(caller: Caller): Promise<Authentication> {
    const { certificate, headers } = caller;
    const { frontProxy, clientAuthorities } = this.#current;
    if (certificate !== undefined) {
      if (frontProxy !== undefined && isFrontProxy(certificate, frontProxy)) {
        const user = userOfHeaders(headers, frontProxy);
        if (user !== undefined) return known(user);
      }
      if (
        clientAuthorities !== undefined &&
        certificate.commonName !== '' &&
        certificate.isIssuedBy(clientAuthorities)
      ) {
        const { commonName, organizations } = certificate;
        return known({ name: commonName, groups: organizations, extra: {} });
      }
    }
    const token = bearerOf(headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1]);
    return token === undefined ? { kind: 'user', user: anonymous } : this.#byToken(token);
  }

  async #byToken(token: string): Promise<Authentication> {
    // The memory holds no token that could be read out of it.
    const key = await digest(token);
    const answer = await this.#tokens.get(key, () =>
      this.#options.reviews.whoIs(token, { signal: AbortSignal.timeout(reviewTimeoutMs) }),
    );
    if (!answer.ok) return { kind: 'unknown', problem: answer.message };
    return answer.value === null ? { kind: 'refused' } : known(answer.value);
  }
}

function isFrontProxy(certificate: ClientCertificate, proxy: FrontProxy): boolean {
  const { allowedNames, authorities } = proxy;
  const mayBe = allowedNames.length === 0 || allowedNames.includes(certificate.commonName);
  return mayBe && certificate.isIssuedBy(authorities);
}

/** Everybody who is known is in this group, which grants the look at what there is. */
function known(user: User): Authentication {
  const group = 'system:authenticated';
  const groups = user.groups.includes(group) ? user.groups : [...user.groups, group];
  return { kind: 'user', user: { ...user, groups } };
}

function bearerOf(header: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1];
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(bytes));
}

/** An {@link AuthenticationSource} that always says the same. */
export function fixedAuthentication(authentication: ClientAuthentication): AuthenticationSource {
  return { read: async () => success(authentication) };
}
