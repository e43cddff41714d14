import { createServer, type Server } from 'node:https';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Authenticator, Caller, MetricsAppEnv } from '../../../metrics-api/index.ts';
import type { ServerTlsMaterial } from '../listen-tls.ts';
import { peerCertificate } from './peer-certificate.ts';

/**
 * A server over TLS that asks every client for its certificate, and takes those without one as well:
 * who they are is up to the app. What is shown and whom it believes may change while it runs.
 */
export function createMetricsServer(
  app: Hono<MetricsAppEnv>,
  authenticator: Authenticator,
  material: () => ServerTlsMaterial,
): Server {
  const context = () => {
    const { cert, key } = material();
    const { frontProxy, clientAuthorities } = authenticator.current;
    const ca = [frontProxy?.authorities ?? [], clientAuthorities ?? []].flat();
    return { cert, key, ...(ca.length > 0 && { ca }) };
  };
  let shown = material();
  let believed = authenticator.current;
  const server = createAdaptorServer({
    createServer,
    serverOptions: { ...context(), requestCert: true, rejectUnauthorized: false },
    fetch: (request, { incoming }) => {
      const certificate = peerCertificate(incoming.socket);
      const headers = pairs(incoming.rawHeaders);
      const caller: Caller = certificate === undefined ? { headers } : { headers, certificate };
      return app.fetch(request, caller);
    },
  }) as Server;
  server.prependListener('connection', () => {
    if (material() === shown && authenticator.current === believed) return;
    shown = material();
    believed = authenticator.current;
    server.setSecureContext(context());
  });
  return server;
}

function pairs(flat: readonly string[]): (readonly [name: string, value: string])[] {
  const found: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) found.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return found;
}
