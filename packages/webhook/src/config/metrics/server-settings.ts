/** A Prometheus, or what speaks its API, as the user has written it. */
export interface ServerSettings {
  /** What rules call it. */
  readonly name: string;
  /** Up to, and without, `/api/v1`. */
  readonly url: string;
  /** Sent with every request: the tenant, `X-Scope-OrgID`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Added to the query of every URL: `dedup`, `partial_response`, `extra_label`. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly bearerTokenFile?: string;
  /** A file with `user:password`. */
  readonly basicAuthFile?: string;
  readonly tls?: ServerTlsSettings;
  /** Milliseconds. */
  readonly timeoutMs?: number;
  /** What an answer with warnings is; a failure by default, since it may be incomplete. */
  readonly warnings?: 'fail' | 'log' | 'ignore';
}

/** Files in PEM; the system's authorities vouch for the server where none is named. */
export interface ServerTlsSettings {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** The name in the server's certificate, where it is not that of the address. */
  readonly serverName?: string;
  readonly insecureSkipVerify?: boolean;
}
