import type { CallOptions, Result } from './call.ts';

/** By what certificates callers are known, and how the front proxy says whom it speaks for. */
export interface ClientAuthentication {
  /** Absent: there is no front proxy. */
  readonly frontProxy?: FrontProxy;
  /** Authorities, as PEM, whose clients come in their own name; absent: nobody does. */
  readonly clientAuthorities?: string;
}

/** The API server as a proxy: it names the user in headers, which only its certificate may send. */
export interface FrontProxy {
  /** Authorities of its certificate, as PEM. */
  readonly authorities: string;
  /** Common names that the certificate may have; none means any. */
  readonly allowedNames: readonly string[];
  readonly userHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
}

/** Where a server behind the API server learns how to know its callers. */
export interface AuthenticationSource {
  read(options: CallOptions): Promise<Result<ClientAuthentication>>;
}
