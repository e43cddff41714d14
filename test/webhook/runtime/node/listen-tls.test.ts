import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { type Listening, listen, type TlsFiles, tlsFiles } from '@flyball/webhook/node';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Certificate, createAuthority } from '../../../support/certificates.ts';
import { CollectedLog } from '../../../support/collected-log.ts';

const app = new Hono().get('/', (context) => context.text('in'));
const authority = createAuthority();
const clients = createAuthority('the authority of the clients');
const alertmanager = clients.client('alertmanager');

let folder: string;
let log: CollectedLog;
let listening: Listening | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-tls-'));
  log = new CollectedLog();
  await show(authority.server(['127.0.0.1']));
  await writeFile(files().clientCa, clients.cert);
});
afterEach(async () => {
  await listening?.close();
  listening = undefined;
  await rm(folder, { recursive: true });
});

function files(): Required<TlsFiles> {
  const at = (name: string): string => join(folder, name);
  return { cert: at('tls.crt'), key: at('tls.key'), clientCa: at('ca.crt') };
}

async function show({ cert, key }: Certificate): Promise<void> {
  await writeFile(files().cert, cert);
  await writeFile(files().key, key);
}

async function start(clientNames?: readonly string[]): Promise<void> {
  const { cert, key, clientCa } = files();
  const wanted = clientNames === undefined ? { cert, key } : { cert, key, clientCa };
  const tls = { material: tlsFiles(wanted, log), ...(clientNames && { clientNames }) };
  listening = await listen(app, { port: 0, tls });
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly fingerprint: string;
}

/** One request over a connection of its own. */
function ask(client: Partial<Certificate> = {}, ca = authority.cert): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = listening?.url ?? '';
    request(url, { ...client, ca, agent: false }, (answer) => {
      const { socket } = answer;
      const { fingerprint } =
        socket instanceof TLSSocket ? socket.getPeerCertificate() : { fingerprint: '' };
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, fingerprint }));
    })
      .on('error', reject)
      .end();
  });
}

describe('a server over TLS', () => {
  test('shows its certificate, and answers', async () => {
    await start();
    expect(listening?.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask()).toMatchObject({ status: 200, body: 'in' });
    await expect(ask({}, clients.cert)).rejects.toThrow(/certificate/);
  });

  test('shows a renewed certificate from the next connection on', async () => {
    await start();
    const before = await ask();
    await show(authority.server(['127.0.0.1']));
    const after = await ask();
    expect(after.fingerprint).not.toBe(before.fingerprint);
    expect((await ask()).fingerprint).toBe(after.fingerprint);
    expect(log.lines.map(({ event }) => event)).toEqual(['TLS files read again']);
  });

  test('keeps the last one while the files do not fit together, and says so once', async () => {
    await start();
    const before = await ask();
    const renewed = authority.server(['127.0.0.1']);
    await writeFile(files().cert, renewed.cert);
    expect((await ask()).fingerprint).toBe(before.fingerprint);
    expect((await ask()).fingerprint).toBe(before.fingerprint);
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'TLS files unusable, the last ones stay in force' },
    ]);
    await writeFile(files().key, renewed.key);
    expect((await ask()).fingerprint).not.toBe(before.fingerprint);
  });
});

describe('with an authority of clients', () => {
  test('lets in whom it has signed for, and nobody else as far as HTTP', async () => {
    await start([]);
    expect(await ask(alertmanager)).toMatchObject({ status: 200 });
    await expect(ask()).rejects.toThrow();
    await expect(ask(authority.client('alertmanager'))).rejects.toThrow();
  });

  test('lets in those of some names', async () => {
    await start(['alertmanager', 'prometheus.monitoring.svc']);
    expect(await ask(alertmanager)).toMatchObject({ status: 200 });
    expect(await ask(clients.client('prometheus.monitoring.svc'))).toMatchObject({ status: 200 });
    const stranger = await ask(clients.client('alertmanager.evil'));
    expect(stranger.status).toBe(403);
    expect(JSON.parse(stranger.body).error.code).toBe('unknown-client');
  });

  test('a name may stand beside the common one', async () => {
    await start(['a.monitoring.svc']);
    const of = (names: readonly string[]) => ask(clients.client('somebody', [], names));
    expect(await of(['b', 'a.monitoring.svc'])).toMatchObject({ status: 200 });
    // Node writes such a name in quotes, so that it cannot pass for two.
    expect(await of(['b, DNS:a.monitoring.svc'])).toMatchObject({ status: 403 });
  });

  test('believes another authority from the next connection on, and no longer the last', async () => {
    await start([]);
    const others = createAuthority('another');
    await writeFile(files().clientCa, others.cert);
    expect(await ask(others.client('alertmanager'))).toMatchObject({ status: 200 });
    await expect(ask(alertmanager)).rejects.toThrow();
  });
});

describe('files that cannot be used are refused at first, by their names', () => {
  test.each<readonly [what: string, spoil: () => Promise<unknown>, said: RegExp]>([
    ['no certificate', () => rm(files().cert), /tls\.crt cannot be read: ENOENT/],
    ['no key', () => rm(files().key), /tls\.key cannot be read: ENOENT/],
    [
      'a key for a certificate',
      () => writeFile(files().cert, alertmanager.key),
      /tls\.crt holds no certificate; give it in PEM/,
    ],
    [
      'a certificate for a key',
      () => writeFile(files().key, alertmanager.cert),
      /tls\.key holds no private key that can be read; give it in PEM, without a passphrase/,
    ],
    [
      'another key',
      () => writeFile(files().key, alertmanager.key),
      /tls\.key is not the key of the certificate in .*tls\.crt/,
    ],
    ['no authority', () => writeFile(files().clientCa, 'nothing'), /ca\.crt holds no certificate/],
  ])('%s', async (_, spoil, said) => {
    await spoil();
    expect(() => tlsFiles(files(), log)).toThrow(said);
  });
});
