import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { type AgentOptions, request as requestHttps, Agent as SecureAgent } from 'node:https';
import { Readable } from 'node:stream';
import type { HttpFetch } from '../../../ports/index.ts';

/**
 * A connection that nothing travels on is closed after so long: sooner than load balancers and API
 * servers do it, so that a request is rarely sent into a connection that has just ended.
 */
const idleMs = 25_000;

/** What a connection is secured with; all as `node:tls` names and takes it. */
export type TlsMaterial = Pick<
  AgentOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'servername' | 'rejectUnauthorized'
>;

export interface PooledFetchOptions extends TlsMaterial {
  /** As many connections to one server as may be open at once; 64 by default. */
  readonly maxConnections?: number;
  /** Goes this way instead, such as through a proxy. */
  readonly agent?: Agent;
}

/**
 * A `fetch` of our own for servers that Node's does not reach: with a private authority, a client
 * certificate or a proxy. Connections are kept and used again, so that a TLS handshake is paid once
 * and not with every request. It follows no redirects, takes a text as body, and leaves answers as
 * they are, compressed ones included, which it does not ask for.
 */
export function createPooledFetch(options: PooledFetchOptions = {}): HttpFetch {
  const { maxConnections = 64, agent, ...material } = options;
  const pool = {
    keepAlive: true,
    maxSockets: maxConnections,
    maxFreeSockets: maxConnections,
    timeout: idleMs,
  };
  const secure = agent ?? new SecureAgent({ ...material, ...pool });
  const plain = agent ?? new Agent(pool);
  return (url, init) => send(new URL(url), init, secure, plain);
}

function send(url: URL, init: RequestInit, secure: Agent, plain: Agent): Promise<Response> {
  const { method = 'GET', headers, body, signal } = init;
  if (body !== undefined && body !== null && typeof body !== 'string') {
    return Promise.reject(new TypeError('pooled fetch: the body has to be a text'));
  }
  return new Promise((resolve, reject) => {
    const options = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      ...(signal === undefined || signal === null ? {} : { signal }),
    };
    const request =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, agent: secure })
        : requestHttp(url, { ...options, agent: plain });
    request.on('error', reject).on('response', (message) => resolve(toResponse(message)));
    request.end(body ?? undefined);
  });
}

/** Statuses that come without a body, and must be made without one. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  if (bodiless.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(message);
  return new Response(body, { status, headers });
}
