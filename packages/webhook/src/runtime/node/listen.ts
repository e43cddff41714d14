import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
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

export interface Listening {
  readonly url: string;
  /** Stops accepting connections and ends once the requests under way are answered. */
  close(): Promise<void>;
}

/**
 * Serves an app over HTTP, or HTTPS.
 * @throws Error when the address is taken or cannot be bound, with the address in its message
 */
export async function listen(app: Hono, options: ListenOptions = {}): Promise<Listening> {
  const { hostname = '127.0.0.1', port = 8787, tls } = options;
  const server =
    tls === undefined ? createAdaptorServer({ fetch: app.fetch }) : createTlsServer(app, tls);
  let closing = false;
  // A caller keeps its connection open after the last answer, which would keep `close` waiting.
  const closeIdle = (): void => {
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  };
  server.on('request', (_, response: ServerResponse) => {
    response.once('close', () => {
      if (closing) closeIdle();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`cannot listen on ${hostname}:${port}: ${error.message}`, { cause: error })),
    );
    server.listen(port, hostname, resolve);
  });
  const bound = server.address() as AddressInfo;
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${bound.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        closing = true;
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        closeIdle();
      }),
  };
}
