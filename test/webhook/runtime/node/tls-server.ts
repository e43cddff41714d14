import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { TLSSocket } from 'node:tls';

/** An HTTPS server on loopback that counts connections. */
export interface TlsServer {
  readonly url: string;
  readonly port: number;
  connections(): number;
  close(): Promise<void>;
}

export async function startTlsServer(
  options: ServerOptions,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<TlsServer> {
  let connections = 0;
  const server = createServer(options, serve);
  server.on('secureConnection', (_: TLSSocket) => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `https://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
