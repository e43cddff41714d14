import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { bind, type Listening } from './bind.ts';
import { createTlsServer, type ListenTls } from './listen-tls.ts';

export interface ListenOptions {
  /**
   * Where to listen; by default only this machine can connect.
   * @defaultValue '127.0.0.1'
   */
  readonly hostname?: string;
  /**
   * 0 takes a free port.
   * @defaultValue 8787
   */
  readonly port?: number;
  /** Over TLS; plain HTTP without it. */
  readonly tls?: ListenTls;
}

/**
 * Serves an app over HTTP, or HTTPS.
 * @throws Error when the address is taken or cannot be bound, with the address in its message
 */
export async function listen(app: Hono, options: ListenOptions = {}): Promise<Listening> {
  const { hostname = '127.0.0.1', port = 8787, tls } = options;
  const server =
    tls === undefined ? createAdaptorServer({ fetch: app.fetch }) : createTlsServer(app, tls);
  return bind(server, tls === undefined ? 'http' : 'https', hostname, port);
}
