import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { waitUntil } from '../../../examples/kong-tutorial/wait-until.ts';
import { run } from '../../../packages/webhook/src/cli/run.ts';
import { tutorialFile, tutorialFolder } from '../../support/tutorial-files.ts';
import { CollectedTerminal } from './collected-terminal.ts';

let folder: string;
let cluster: Server;
let terminal: CollectedTerminal;
let running: Promise<number>;
/** Answers of the cluster that are held back. */
let held: (() => void)[];
let holds: boolean;
/** Memories that were read from the cluster, and how many at a time at most. */
let reads: { total: number; now: number; most: number };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-serve-'));
  held = [];
  holds = false;
  reads = { total: 0, now: 0, most: 0 };
  cluster = createServer(({ url = '' }, response) => {
    const isRead = url.includes('/configmaps/flyball-memory.');
    if (isRead) {
      reads.total += 1;
      reads.now += 1;
      reads.most = Math.max(reads.most, reads.now);
    }
    const answer = (): void => {
      if (isRead) reads.now -= 1;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    };
    if (holds) held.push(answer);
    else answer();
  });
  await new Promise<void>((resolve) => cluster.listen(0, '127.0.0.1', resolve));
  terminal = new CollectedTerminal();
});
afterEach(async () => {
  terminal.end();
  for (const answer of held) answer();
  await running;
  cluster.closeAllConnections();
  await new Promise((resolve) => cluster.close(resolve));
  await rm(folder, { recursive: true });
});

/** Starts it with these token files, and gives the address once it listens and has looked. */
async function start(...tokenFiles: readonly string[]): Promise<string> {
  await begin(tutorialFolder, tokenFiles);
  await waitUntil('it has looked', () => terminal.printed.includes('"event":"look '));
  return String(terminal.logged('listening')[0]?.['url']);
}

async function writeKubeconfig(): Promise<string> {
  const address = cluster.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const kubeconfig = join(folder, 'kubeconfig');
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'one',
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
    clusters: [{ name: 'one', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'one', user: { token: 'cluster-secret' } }],
  });
  await writeFile(kubeconfig, text);
  return kubeconfig;
}

async function begin(policies: string, tokenFiles: readonly string[] = []): Promise<void> {
  const kubeconfig = await writeKubeconfig();
  running = run(
    [
      'serve',
      policies,
      '--prometheus=http://127.0.0.1:9',
      '--listen=127.0.0.1:0',
      `--kubeconfig=${kubeconfig}`,
      ...tokenFiles.map((file) => `--token-file=${file}`),
    ],
    terminal,
  );
}

async function statusFor(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  const answer = await fetch(`${url}/api/v1/policies`, { headers });
  await answer.arrayBuffer();
  return answer.status;
}

const alert = JSON.stringify({
  version: '4',
  receiver: 'flyball',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'x', namespace: 'kong', horizontalpodautoscaler: 'command' },
      annotations: {},
      startsAt: '2026-01-01T00:00:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      generatorURL: '',
      fingerprint: '0123456789abcdef',
    },
  ],
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: '',
  groupKey: '{}:{}',
  truncatedAlerts: 0,
});

test('looks once at every policy at the start', async () => {
  await start();
  const looks = terminal.printed.split('\n').filter((line) => line.includes('"event":"look '));
  expect(looks).toHaveLength(1);
  expect(JSON.parse(looks[0] ?? '')).toMatchObject({ policy: 'kong/command', cause: 'start' });
});

test('looks at 32 of many policies at a time', async () => {
  const policies = join(folder, 'policies');
  await mkdir(policies);
  await writeFile(join(policies, 'values.yaml'), tutorialFile('values.yaml').text);
  for (let number = 1; number <= 40; number++) {
    const { text } = tutorialFile('hpa.yaml', (all) =>
      all.replaceAll('name: command', `name: command-${number}`),
    );
    await writeFile(join(policies, `${number}.yaml`), text);
  }
  holds = true;
  await begin(policies);
  await waitUntil('32 looks are under way', () => reads.now === 32);
  holds = false;
  for (const answer of held.splice(0)) answer();
  await waitUntil('it has looked at all', () => reads.total >= 40);
  expect(reads.most).toBe(32);
});

test('accepts each of several tokens, and a replaced one from the next request on', async () => {
  const [old, next] = [join(folder, 'old'), join(folder, 'next')];
  await writeFile(old, 'first-secret\n');
  await writeFile(next, 'second-secret\n');
  const url = await start(old, next);
  const statuses = (): Promise<readonly number[]> =>
    Promise.all(
      ['first-secret', 'second-secret', 'third-secret', 'x'].map((token) => statusFor(url, token)),
    );
  expect(await statuses()).toEqual([200, 200, 401, 401]);

  await writeFile(old, 'third-secret');
  expect(await statuses()).toEqual([401, 200, 200, 401]);

  // Somebody is in the middle of writing it: the last one stays in force, and it is said once.
  await writeFile(old, '');
  expect(await statuses()).toEqual([401, 200, 200, 401]);
  expect(terminal.logged('secret file unusable, the last one stays in force')).toEqual([
    expect.objectContaining({ problem: expect.stringContaining(old) }),
  ]);
  expect(terminal.printed).not.toMatch(/(first|second|third|cluster)-secret/);
});

test('on the signal to stop, finishes what is under way and takes nothing new', async () => {
  const url = await start();
  holds = true;
  const delivery = fetch(`${url}/api/v1/alerts`, { method: 'POST', body: alert });
  await waitUntil('the look is under way', () => held.length > 0);
  terminal.end();
  await waitUntil('it stops', () => terminal.logged('stopping').length === 1);
  await expect(fetch(`${url}/api/v1/policies`)).rejects.toThrow('fetch failed');
  expect(terminal.logged('stopped')).toEqual([]);

  holds = false;
  for (const answer of held.splice(0)) answer();
  expect((await delivery).status).toBe(200);
  expect(await running).toBe(0);
  expect(terminal.logged('stopped')).toHaveLength(1);
});

test('an address that is taken ends it with 1, and says so', async () => {
  const url = await start();
  const second = new CollectedTerminal();
  const { port } = new URL(url);
  const args = ['serve', tutorialFolder, '--prometheus=http://127.0.0.1:9', `--listen=${port}`];
  const code = await run([...args, `--kubeconfig=${join(folder, 'kubeconfig')}`], second);
  expect(code).toBe(1);
  expect(second.complaints).toContain(`cannot listen on 127.0.0.1:${port}`);
});
