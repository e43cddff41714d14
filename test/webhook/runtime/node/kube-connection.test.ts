import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import {
  findKubeConnection,
  inClusterConnection,
  kubeconfigConnection,
} from '@flyball/webhook/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '../../../support/certificates.ts';
import { startTlsServer, type TlsServer } from './tls-server.ts';

const authority = createAuthority();
let server: TlsServer;
let folder: string;

/** Tells the caller who it is. */
function whoAmI({ socket, headers }: IncomingMessage, response: ServerResponse): void {
  const client = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined;
  const { authorization = null } = headers;
  const as = headers['impersonate-user'] ?? null;
  response.end(JSON.stringify({ client: client ?? null, authorization, as }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-kube-'));
  const tls = { ...authority.server(['127.0.0.1']), ca: authority.cert };
  server = await startTlsServer({ ...tls, requestCert: true, rejectUnauthorized: false }, whoAmI);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

type Connection = Awaited<ReturnType<typeof kubeconfigConnection>>;

async function seen(connection: Connection, renew = false): Promise<unknown> {
  const headers = await connection.credentials.headers(renew);
  const answer = await connection.fetch(`${connection.server}/`, { headers: { ...headers } });
  return answer.json();
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Writes a kubeconfig with one user, and returns its path. */
async function writeConfig(
  name: string,
  user: unknown,
  cluster: Record<string, unknown> = { 'certificate-authority-data': base64(authority.cert) },
  context: Record<string, unknown> = {},
): Promise<string> {
  const path = join(folder, name);
  await writeFile(
    path,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'one',
      contexts: [{ name: 'one', context: { cluster: 'c', user: 'u', ...context } }],
      clusters: [{ name: 'c', cluster: { server: server.url, ...cluster } }],
      users: [{ name: 'u', user }],
    }),
  );
  return path;
}

const write = async (name: string, text: string, mode = 0o600): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
};

describe('a kubeconfig', () => {
  const nobody = { client: null, authorization: null, as: null };

  test('with a token', async () => {
    const path = await writeConfig('token', { token: 's3cret' });
    expect(await seen(await kubeconfigConnection({ path }))).toEqual({
      ...nobody,
      authorization: 'Bearer s3cret',
    });
  });

  test('with a token file, beside it, which is read again when its token was refused', async () => {
    await write('token-file', 'first\n');
    const path = await writeConfig('by-file', { tokenFile: 'token-file', token: 'older' });
    const connection = await kubeconfigConnection({ path });
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer first' });
    await write('token-file', 'second\n');
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer first' });
    expect(await seen(connection, true)).toMatchObject({ authorization: 'Bearer second' });
  });

  test('with user and password', async () => {
    const path = await writeConfig('basic', { username: 'jo', password: 'pä' });
    expect(await seen(await kubeconfigConnection({ path }))).toMatchObject({
      authorization: `Basic ${base64('jo:pä')}`,
    });
  });

  test('with a client certificate in it', async () => {
    const { cert, key } = authority.client('jo', ['system:masters']);
    const path = await writeConfig('certificate', {
      'client-certificate-data': base64(cert),
      'client-key-data': base64(key),
    });
    expect(await seen(await kubeconfigConnection({ path }))).toEqual({ ...nobody, client: 'jo' });
  });

  test('with certificate, key and authority in files beside it', async () => {
    const { cert, key } = authority.client('jo-by-file');
    await write('jo.crt', cert);
    await write('jo.key', key);
    await write('ca.crt', authority.cert);
    const path = await writeConfig(
      'files',
      { 'client-certificate': 'jo.crt', 'client-key': 'jo.key' },
      { 'certificate-authority': 'ca.crt' },
    );
    expect(await seen(await kubeconfigConnection({ path }))).toMatchObject({
      client: 'jo-by-file',
    });
  });

  test('with a plugin, which is told about us, and asked anew when its token was refused', async () => {
    await write('count', '0');
    await write(
      'plugin.sh',
      `#!/bin/sh
cd "$(dirname "$0")"
n=$(($(cat count) + 1)); echo $n > count
echo "$KUBERNETES_EXEC_INFO" > told
echo "{\\"apiVersion\\":\\"client.authentication.k8s.io/v1\\",\\"kind\\":\\"ExecCredential\\",\\"status\\":{\\"token\\":\\"$GREETING-$1-$n\\",\\"expirationTimestamp\\":\\"2099-01-01T00:00:00Z\\"}}"
`,
      0o700,
    );
    const path = await writeConfig('plugin', {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: './plugin.sh',
        args: ['arg'],
        env: [{ name: 'GREETING', value: 'hello' }],
        interactiveMode: 'Never',
        provideClusterInfo: true,
      },
    });
    const connection = await kubeconfigConnection({ path });
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer hello-arg-1' });
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer hello-arg-1' });
    expect(await seen(connection, true)).toMatchObject({ authorization: 'Bearer hello-arg-2' });
    expect(JSON.parse(await readFile(join(folder, 'told'), 'utf8'))).toMatchObject({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: server.url } },
    });
  });

  test('that acts as somebody else', async () => {
    const path = await writeConfig('as', { token: 't', as: 'jane' });
    expect(await seen(await kubeconfigConnection({ path }))).toMatchObject({ as: 'jane' });
  });

  test('without verification, for who wants it so', async () => {
    const path = await writeConfig(
      'insecure',
      { token: 't' },
      { 'insecure-skip-tls-verify': true },
    );
    expect(await seen(await kubeconfigConnection({ path }))).toMatchObject({
      authorization: 'Bearer t',
    });
  });

  test('for plain HTTP, as kubectl proxy speaks it', async () => {
    const path = await writeConfig('plain', {}, { server: 'http://127.0.0.1:8001' });
    expect((await kubeconfigConnection({ path })).server).toBe('http://127.0.0.1:8001');
  });

  test('names the namespace, or means the default one', async () => {
    const named = await writeConfig('named', {}, undefined, { namespace: 'kong' });
    expect((await kubeconfigConnection({ path: named })).namespace).toBe('kong');
    const unnamed = await writeConfig('unnamed', {});
    expect((await kubeconfigConnection({ path: unnamed })).namespace).toBe('default');
  });

  test('in several files is one: of two entries of a name the first counts', async () => {
    const user = await write(
      'part-1.yaml',
      'current-context: two\nusers:\n- name: u\n  user: {token: from-the-first}\n',
    );
    const rest = await writeConfig('part-2', { token: 'from-the-second' });
    const contexts = await write(
      'part-3.yaml',
      'contexts:\n- name: two\n  context: {cluster: c, user: u, namespace: n2}\n',
    );
    const KUBECONFIG = [user, join(folder, 'not-there'), rest, contexts].join(':');
    const connection = await kubeconfigConnection({ environment: { KUBECONFIG } });
    expect(connection.namespace).toBe('n2');
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer from-the-first' });
    const one = await kubeconfigConnection({ environment: { KUBECONFIG }, context: 'one' });
    expect(one.namespace).toBe('default');
  });

  test.each([
    ['a broken one', 'users: [{name: u, user: {token: s3cret', ':1: is no YAML'],
    ['something else', 'clusters: 7\n', ': clusters is not what a kubeconfig has there'],
    [
      'one without a server',
      'clusters:\n- name: c\n  cluster: {}\n',
      ': clusters.0.cluster.server is not what a kubeconfig has there',
    ],
    ['one without a context', 'users: []\n', ': no current-context; name one'],
    ['one with another context', 'current-context: x\n', ': there is no context x'],
    [
      'one that leads nowhere',
      'current-context: x\ncontexts:\n- name: x\n  context: {cluster: c, user: u}\n',
      ': context x names the cluster c, which is not there',
    ],
    [
      'one that would act as a group',
      'users:\n- name: u\n  user: {as: a, as-groups: [g], token: s3cret}\n',
      ': users[name=u].user.as-groups is not supported; impersonate by as alone',
    ],
  ])('%s is refused, and no line of it shown', async (_, text, message) => {
    const path = await write('broken.yaml', text);
    const refusal = kubeconfigConnection({ path });
    await expect(refusal).rejects.toThrow(path + message);
    await expect(refusal).rejects.not.toThrow('s3cret');
  });

  test('that is not there is missed', async () => {
    const path = join(folder, 'not-there');
    await expect(kubeconfigConnection({ path })).rejects.toThrow(`${path}: there is no such file`);
  });
});

describe('in a pod', () => {
  const environment = (): Record<string, string> => ({
    KUBERNETES_SERVICE_HOST: '127.0.0.1',
    KUBERNETES_SERVICE_PORT: String(server.port),
  });

  test('the service account is who we are, and its token is read again when refused', async () => {
    await write('token', 'one');
    await write('ca.crt', authority.cert);
    await write('namespace', 'flyball');
    const connection = await inClusterConnection({ environment: environment(), folder });
    expect(connection).toMatchObject({ server: server.url, namespace: 'flyball' });
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer one' });
    await write('token', 'two\n');
    expect(await seen(connection)).toMatchObject({ authorization: 'Bearer one' });
    expect(await seen(connection, true)).toMatchObject({ authorization: 'Bearer two' });
    await rm(join(folder, 'token'));
    expect(await seen(connection, true)).toMatchObject({ authorization: 'Bearer two' });
  });

  test('an address of version 6 is written as one', async () => {
    await write('token', 'one');
    const connection = await inClusterConnection({
      environment: { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' },
      folder,
    });
    expect(connection.server).toBe('https://[fd00::1]:443');
  });

  test('a missing account is told', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(
      inClusterConnection({ environment: environment(), folder: nowhere }),
    ).rejects.toThrow(
      `${join(nowhere, 'token')} cannot be read; a pod needs a service account, with automountServiceAccountToken`,
    );
    await expect(inClusterConnection({ environment: {} })).rejects.toThrow('this is no pod');
  });
});

describe('without being told', () => {
  test('KUBECONFIG counts before the pod, the pod before the home folder', async () => {
    const path = await writeConfig('found', {}, undefined, { namespace: 'from-kubeconfig' });
    const pod = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '1' };
    const found = await findKubeConnection({ environment: { ...pod, KUBECONFIG: path } });
    expect(found.namespace).toBe('from-kubeconfig');
    await expect(findKubeConnection({ environment: pod })).rejects.toThrow('a pod needs');
    await expect(findKubeConnection({ environment: { HOME: folder } })).rejects.toThrow(
      `${join(folder, '.kube', 'config')}: there is no such file`,
    );
  });
});
