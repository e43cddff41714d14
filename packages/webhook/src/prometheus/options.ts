import type { HttpFetch, Log } from '../ports/index.ts';

/** Where a Prometheus is and how to talk to it, or to what speaks its API. */
export interface PrometheusOptions {
  /**
   * The address up to, and without, `/api/v1`: `http://prometheus.monitoring.svc:9090`, or
   * `https://mimir.example/prometheus`. Without user, password or query.
   */
  readonly url: string;
  readonly fetch: HttpFetch;
  readonly credentials?: Credentials;
  /** Sent with every request, such as `X-Scope-OrgID` for a tenant of Mimir. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Added to the query of every URL, such as `partial_response: 'false'` for Thanos or
   * `latency_offset: '1ms'` for VictoriaMetrics.
   */
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>;
  /** For calls that name no time of their own; 10,000 by default. */
  readonly timeoutMs?: number;
  /** The longest answer that is read, in bytes; 16 MiB by default. */
  readonly maxResponseBytes?: number;
  /**
   * What an answer with warnings is: a failure (`fail`, the default, as it may be incomplete), an
   * answer that is logged, or just an answer.
   */
  readonly warnings?: 'fail' | 'log' | 'ignore';
  /** Where `warnings: 'log'` goes. */
  readonly log?: Log;
}

export type Credentials =
  | {
      readonly kind: 'bearer';
      /** Asked before every request, so that a token may be renewed. */
      readonly token: () => string | Promise<string>;
    }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'basic-pair';
      /** `user:password`, asked before every request. */
      readonly pair: () => string | Promise<string>;
    };

/** Options that do not make sense; the message names the option, its value and the remedy. */
export class PrometheusOptionsError extends Error {
  override readonly name = 'PrometheusOptionsError';
}

/**
 * The address as a prefix of all requests, without a final slash.
 *
 * @throws {PrometheusOptionsError} when it is no http address, or carries what belongs elsewhere
 */
export function readUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new PrometheusOptionsError(
      `url: not an address: ${JSON.stringify(text)}; write it as http://prometheus:9090`,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new PrometheusOptionsError(
      `url: ${url.protocol} is neither http: nor https:; write it as http://prometheus:9090`,
    );
  }
  // The text is not quoted from here on: it may hold a secret.
  if (url.username !== '' || url.password !== '') {
    throw new PrometheusOptionsError('url: carries a user or password; put them into credentials');
  }
  if (url.search !== '' || url.hash !== '') {
    throw new PrometheusOptionsError('url: carries a query or fragment; put it into parameters');
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
