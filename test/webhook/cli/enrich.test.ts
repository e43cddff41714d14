import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Listening, listen } from '@flyball/webhook/node';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../examples/kong-tutorial/wait-until.ts';
import { run } from '../../../packages/webhook/src/cli/run.ts';
import { createAuthority } from '../../support/certificates.ts';
import { startKongDataPlane } from '../../support/kong-data-plane.ts';
import { CollectedTerminal } from './collected-terminal.ts';

let folder: string;
let close: () => Promise<unknown>;
const file = (name: string): string => join(folder, name);
const admin = () => ['cert', 'key', 'ca'].map((name) => `--admin-${name}=${file(`${name}.pem`)}`);

/** A data plane whose Admin API lets in only who has a certificate of the operator's authority. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-enrich-'));
  const object = { namespace: 'kong', name: 'command' };
  const kong = await startKongDataPlane([{ service: 'kong.command.80', route: 'r', object }]);
  kong.setTraffic('r', { requestsPerSecond: 1_000, latencyMs: 5 });
  const authority = createAuthority();
  const secured: Listening = await listen(
    new Hono().get('*', ({ req }) => fetch(`${kong.origin}${req.path}`)),
    {
      port: 0,
      tls: {
        material: () => ({ ...authority.server(['127.0.0.1']), ca: authority.cert }),
        clientNames: ['operator'],
      },
    },
  );
  close = () => Promise.all([secured.close(), kong.close()]);
  const { cert, key } = authority.client('operator');
  await writeFile(file('cert.pem'), cert);
  await writeFile(file('key.pem'), key);
  await writeFile(file('ca.pem'), authority.cert);
  await writeFile(file('token'), 'secret\n');
  await writeFile(
    file('enrichment.yaml'),
    `enrichment:\n  dataPlanes:\n  - url: ${secured.url}/metrics\n  mapping:\n    tags: true\n`,
  );
});
afterAll(async () => {
  await close?.();
  await rm(folder, { recursive: true });
});

test('shows the metrics of a data plane behind a client certificate, to who has the token', async () => {
  const terminal = new CollectedTerminal();
  const token = `--token-file=${file('token')}`;
  const running = run(['enrich', folder, '--listen=127.0.0.1:0', token, ...admin()], terminal);
  await waitUntil('it listens', () => terminal.logged('listening').length > 0);
  const url = String(terminal.logged('listening')[0]?.['metrics']);
  expect((await fetch(url)).status).toBe(401);
  const answer = await fetch(url, { headers: { authorization: 'Bearer secret' } });
  expect(await answer.text()).toMatch(
    /kong_upstream_latency_ms_count\{namespace="kong",service="command",/,
  );
  terminal.end();
  expect(await running).toBe(0);
  expect(terminal.printed).not.toContain('secret');
});

describe('a mistake ends with 2, and is named', () => {
  test.each<readonly [what: string, args: () => readonly string[], said: string]>([
    ['a certificate alone', () => [folder, `--admin-cert=${file('cert.pem')}`], 'give all three'],
    ['no folder', () => [file('nowhere')], 'there is no such folder'],
  ])('%s', async (_, args, said) => {
    const terminal = new CollectedTerminal();
    expect(await run(['enrich', ...args()], terminal)).toBe(2);
    expect(terminal.complaints).toContain(said);
  });

  test('mistakes in its files, with their places', async () => {
    const wrong = await mkdtemp(join(folder, 'wrong-'));
    await writeFile(join(wrong, 'enrichment.yaml'), 'enrichment:\n  dataPlanes: []\n');
    const terminal = new CollectedTerminal();
    expect(await run(['enrich', wrong], terminal)).toBe(2);
    expect(terminal.complaints).toBe(
      `${join(wrong, 'enrichment.yaml')}:2:15  enrichment.dataPlanes\n  is empty\n  say where the pods of the gateway are\n\n1 mistake in ${wrong}\n`,
    );
    await rm(wrong, { recursive: true });
  });
});
