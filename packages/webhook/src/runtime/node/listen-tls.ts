import { createServer, type Server } from 'node:https';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** What a TLS server shows, and whom it believes; all in PEM. */
export interface ServerTlsMaterial {
  readonly cert: string;
  readonly key: string;
  /** The authorities of the clients; without it no client has to show a certificate. */
  readonly ca?: string;
}

export interface ListenTls {
  /** Asked for with every connection; another object than before is used from that one on. */
  readonly material: () => ServerTlsMaterial;
  /**
   * Of the clients that an authority has signed for, those that may call: a common name, or a name
   * beside it (DNS, URI, e-mail). All of them when it is empty.
   * @defaultValue none
   */
  readonly clientNames?: readonly string[];
}

/**
 * A server over TLS 1.2 or later. With client authorities, nobody gets as far as HTTP without a
 * certificate that one of them has signed; who has one and may not call is answered 403.
 */
export function createTlsServer(app: Hono, { material, clientNames = [] }: ListenTls): Server {
  let current = material();
  const server = createAdaptorServer({
    createServer,
    serverOptions: { ...current, requestCert: current.ca !== undefined, rejectUnauthorized: true },
    fetch: (request, env) => {
      const { socket } = env.incoming;
      const isKnown =
        clientNames.length === 0 ||
        (socket instanceof TLSSocket &&
          namesOf(socket.getPeerCertificate()).some((name) => clientNames.includes(name)));
      return isKnown ? app.fetch(request, env) : Response.json({ error: unknownClient }, forbidden);
    },
  }) as Server;
  server.prependListener('connection', () => {
    const now = material();
    if (now === current) return;
    current = now;
    server.setSecureContext(now);
  });
  return server;
}

const forbidden = { status: 403 };
const unknownClient = {
  code: 'unknown-client',
  message: 'the certificate is of a client that may not call',
  remedy: 'use the certificate of one that may, or add its name to those of the webhook',
};

function namesOf({ subject, subjectaltname = '' }: PeerCertificate): readonly string[] {
  const commonNames = [subject?.CN ?? []].flat();
  // Node writes a name in quotes that could be taken for more than one.
  const others = subjectaltname.matchAll(/(?:^|, )(DNS|URI|email):("(?:[^"\\]|\\.)*"|[^,"]*)/g);
  return [
    ...commonNames,
    ...Array.from(others, ([, , name = '']) =>
      name.startsWith('"') ? String(JSON.parse(name)) : name,
    ),
  ];
}
