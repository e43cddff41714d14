import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServerType } from '@hono/node-server';

export interface Listening {
  readonly url: string;
  /** Stops accepting connections and ends once the requests under way are answered. */
  close(): Promise<void>;
}

/**
 * Makes a server listen.
 * @throws Error when the address is taken or cannot be bound, with the address in its message
 */
export async function bind(
  server: ServerType,
  scheme: 'http' | 'https',
  hostname: string,
  port: number,
): Promise<Listening> {
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
    url: `${scheme}://${host}:${bound.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        closing = true;
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        closeIdle();
      }),
  };
}
