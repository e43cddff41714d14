import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { ServerSettings } from '@flyball/webhook';
import { prometheusServers, TlsFileError } from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patient } from '../../../contracts/answers.ts';
import { createAuthority } from '../../../support/certificates.ts';
import { CollectedLog } from '../../../support/collected-log.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

const authority = createAuthority();
const clients = createAuthority('clients');
const plain = { headers: {}, parameters: {} };

let folder: string;
let server: TlsServer;
const seen: {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly client: string;
}[] = [];

const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-servers-'));
  const client = clients.client('flyball');
  await Promise.all(
    Object.entries({
      'ca.crt': authority.cert,
      'client.crt': client.cert,
      'client.key': client.key,
      token: 'of-a',
      user: 'kong:s3cret',
    }).map(([name, text]) => writeFile(file(name), text)),
  );
  const options = {
    ...authority.server(['mimir.test']),
    ca: clients.cert,
    requestCert: true,
    rejectUnauthorized: false,
  };
  server = await startTlsServer(options, (request, response) => {
    const socket = request.socket as TLSSocket;
    const client = [socket.getPeerCertificate().subject?.CN ?? ''].flat()[0] ?? '';
    seen.push({ url: request.url ?? '', headers: request.headers, client });
    const body = { status: 'success', data: { resultType: 'vector', result: [] } };
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function ask(settings: Partial<ServerSettings>) {
  const all = { name: 'mimir', url: `${server.url}/prometheus`, ...plain, ...settings };
  const servers = await prometheusServers([all], new CollectedLog());
  return servers.get('mimir')?.query('up', patient);
}

describe('the servers of a configuration', () => {
  it('are asked as their tenant, with their parameters, token, authority and name', async () => {
    const answer = await ask({
      headers: { 'X-Scope-OrgID': 'shop' },
      parameters: { dedup: ['true'], extra_label: ['a=1', 'b=2'] },
      bearerTokenFile: file('token'),
      tls: {
        caFile: file('ca.crt'),
        serverName: 'mimir.test',
        certFile: file('client.crt'),
        keyFile: file('client.key'),
      },
    });
    expect(answer).toMatchObject({ ok: true, value: { kind: 'vector', samples: [] } });
    expect(seen.at(-1)).toMatchObject({
      url: '/prometheus/api/v1/query?dedup=true&extra_label=a%3D1&extra_label=b%3D2',
      headers: { authorization: 'Bearer of-a', 'x-scope-orgid': 'shop' },
      client: 'flyball',
    });
  });

  it('are told a user and its password', async () => {
    const tls = { caFile: file('ca.crt'), serverName: 'mimir.test' };
    await ask({ basicAuthFile: file('user'), tls });
    expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${btoa('kong:s3cret')}`);
  });

  it('are not believed by another name or authority, unless that is asked for', async () => {
    const before = seen.length;
    const caFile = file('ca.crt');
    expect(await ask({ tls: { caFile } })).toMatchObject({ ok: false, reason: 'unavailable' });
    expect(await ask({ tls: { serverName: 'mimir.test' } })).toMatchObject({ ok: false });
    expect(seen).toHaveLength(before);
    expect(await ask({ tls: { insecureSkipVerify: true } })).toMatchObject({ ok: true });
  });

  it('are each by its own name, in the order of the file', async () => {
    const names = ['b', 'a'].map((name) => ({ name, url: 'http://p:9090', ...plain }));
    const servers = await prometheusServers(names, new CollectedLog());
    expect([...servers.keys()]).toEqual(['b', 'a']);
  });

  it('need their files from the start', async () => {
    await expect(ask({ tls: { caFile: file('none.crt') } })).rejects.toThrow(TlsFileError);
    await expect(ask({ bearerTokenFile: file('none') })).rejects.toThrow('none cannot be read');
  });
});
