import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { createPooledFetch } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../../support/certificates.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

const authority = createAuthority();

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { socket, method, url, headers } = request;
  const client = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
  if (url === '/moved') return void response.writeHead(302, { location: '/elsewhere' }).end();
  if (url === '/empty') return void response.writeHead(204).end();
  if (url === '/never') return;
  if (url === '/half') {
    response.writeHead(200, { 'content-length': '100' }).write('half');
    return void setImmediate(() => socket.destroy());
  }
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    response.writeHead(
      200,
      [
        ['content-type', 'application/json'],
        ['warning', '299 - "one"'],
        ['warning', '299 - "two"'],
      ].flat(),
    );
    response.end(JSON.stringify({ client, method, body, type: headers['content-type'] ?? null }));
  });
}

describe('a server with a private authority', () => {
  let server: TlsServer;
  beforeAll(async () => {
    const options = {
      ...authority.server(['127.0.0.1', 'kubernetes.default.svc']),
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: false,
    };
    server = await startTlsServer(options, serve);
  });
  afterAll(() => server.close());

  test('is reached by who knows the authority, and one handshake serves fifty requests', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const before = server.connections();
    for (let i = 0; i < 50; i++) {
      const answer = await fetch(`${server.url}/`, { method: 'GET' });
      expect(answer.status).toBe(200);
      await answer.text();
    }
    expect(server.connections() - before).toBe(1);
  });

  test('is not reached by who does not know it', async () => {
    const fetch = createPooledFetch();
    await expect(fetch(`${server.url}/`, {})).rejects.toMatchObject({
      code: 'SELF_SIGNED_CERT_IN_CHAIN',
    });
  });

  test('is not mistaken for another: its name counts', async () => {
    const { ca } = { ca: authority.cert };
    const wrong = createPooledFetch({ ca, servername: 'other.example' });
    await expect(wrong(`${server.url}/`, {})).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    const right = createPooledFetch({ ca, servername: 'kubernetes.default.svc' });
    expect((await right(`${server.url}/`, {})).status).toBe(200);
  });

  test('sees the client certificate', async () => {
    const fetch = createPooledFetch({ ca: authority.cert, ...authority.client('flyball') });
    const answer = await fetch(`${server.url}/`, {});
    expect(await answer.json()).toMatchObject({ client: 'flyball' });
  });

  test('gets method, headers and body, and all its headers come back', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const answer = await fetch(`${server.url}/`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/merge-patch+json' },
      body: '{"ä":1}',
    });
    expect(answer.headers.get('warning')).toBe('299 - "one", 299 - "two"');
    expect(await answer.json()).toMatchObject({
      method: 'PATCH',
      body: '{"ä":1}',
      type: 'application/merge-patch+json',
    });
  });

  test('is not followed to where it redirects', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const answer = await fetch(`${server.url}/moved`, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/elsewhere']);
  });

  test('may answer without a body', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const answer = await fetch(`${server.url}/empty`, {});
    expect([answer.status, answer.body]).toEqual([204, null]);
  });

  test('that does not answer is given up with the signal', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const controller = new AbortController();
    const answer = fetch(`${server.url}/never`, { signal: controller.signal });
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that breaks off in the middle is an error for who reads on', async () => {
    const fetch = createPooledFetch({ ca: authority.cert });
    const answer = await fetch(`${server.url}/half`, {});
    await expect(answer.text()).rejects.toThrow();
  });

  test('is sent no more at once than was agreed', async () => {
    const fetch = createPooledFetch({ ca: authority.cert, maxConnections: 3 });
    const before = server.connections();
    const answers = Array.from({ length: 30 }, async () =>
      (await fetch(`${server.url}/`, {})).text(),
    );
    expect(await Promise.all(answers)).toHaveLength(30);
    expect(server.connections() - before).toBe(3);
  });
});

test('plain HTTP is pooled too', async () => {
  const server = createServer(serve);
  let connections = 0;
  server.on('connection', () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const fetch = createPooledFetch();
  for (let i = 0; i < 5; i++) await (await fetch(`http://127.0.0.1:${port}/`, {})).text();
  expect(connections).toBe(1);
  server.closeAllConnections();
  server.close();
});

test('a body that is no text is refused', async () => {
  const fetch = createPooledFetch();
  const body = new Uint8Array(3);
  await expect(fetch('http://127.0.0.1:9', { method: 'POST', body })).rejects.toThrow(
    'the body has to be a text',
  );
});
