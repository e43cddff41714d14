import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateAuthority, createAuthority } from '../support/certificates.ts';
import { freePort, type RunningProgram, runProgram } from '../support/child-program.ts';
import type { ControlPlanePrograms } from './programs.ts';

/** A control plane of our own on 127.0.0.1, with nodes and pods that kwok pretends. */
export interface ControlPlane {
  readonly server: string;
  readonly authority: CertificateAuthority;
  /** Of the group `system:masters`. */
  readonly adminToken: string;
  /** A kubeconfig of the administrator. */
  readonly kubeconfig: string;
  /** A folder for files of tests; it goes with the control plane. */
  readonly folder: string;
  /** Whether workloads get pods that become ready. */
  readonly runsPods: boolean;
  /** The node that pods have to ask for, as there is no scheduler. */
  readonly nodeName: string;
  /** Does something while the API server is away; it comes back where it was, with all its data. */
  withoutApiServer(act: () => Promise<void>): Promise<void>;
  /** Ends everything and removes every file. */
  stop(): Promise<void>;
}

const adminToken = 'flyball-test-administrator';
const nodeName = 'node-0';
const proxyName = 'front-proxy-client';

export async function startControlPlane(programs: ControlPlanePrograms): Promise<ControlPlane> {
  const folder = await mkdtemp(join(tmpdir(), 'flyball-cluster-'));
  const running: RunningProgram[] = [];
  const stop = async (): Promise<void> => {
    for (const program of running.toReversed()) await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const authority = createAuthority();
    const files = await writeFiles(folder, authority);
    const etcd = await startEtcd(programs.etcd, folder);
    running.push(etcd);
    const start = (port?: number): Promise<RunningProgram> =>
      startApiServer(programs.kubeApiserver, etcd.url, files, authority, port);
    let apiServer = await start();
    running.push(apiServer);

    const server = `https://127.0.0.1:${apiServer.port}`;
    const kubeconfig = await writeKubeconfig(folder, server, authority);
    const { kubeControllerManager, kwok } = programs;
    const runsPods = kubeControllerManager !== null && kwok !== null;
    if (runsPods) {
      await createNode(server, authority);
      running.push(await startControllers(kubeControllerManager, kubeconfig, files));
      running.push(await startKwok(kwok, kubeconfig));
    }
    return {
      server,
      authority,
      adminToken,
      kubeconfig,
      folder,
      runsPods,
      nodeName,
      withoutApiServer: async (act) => {
        const { port } = apiServer;
        await apiServer.stop();
        try {
          await act();
        } finally {
          running.splice(running.indexOf(apiServer), 1);
          apiServer = await start(port);
          running.splice(1, 0, apiServer);
        }
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Files {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
  readonly tokens: string;
  readonly serviceAccountKey: string;
  /** Of the API server as the proxy in front of other servers. */
  readonly proxyAuthority: string;
  readonly proxyCert: string;
  readonly proxyKey: string;
}

async function writeFiles(folder: string, authority: CertificateAuthority): Promise<Files> {
  const write = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  const serving = authority.server(['127.0.0.1', 'localhost']);
  const proxyAuthority = createAuthority('flyball test front proxy authority');
  const proxy = proxyAuthority.client(proxyName);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    authority: await write('ca.crt', authority.cert),
    proxyAuthority: await write('front-proxy-ca.crt', proxyAuthority.cert),
    proxyCert: await write('front-proxy.crt', proxy.cert),
    proxyKey: await write('front-proxy.key', proxy.key),
    cert: await write('server.crt', serving.cert),
    key: await write('server.key', serving.key),
    tokens: await write('tokens.csv', `${adminToken},admin,admin,system:masters\n`),
    serviceAccountKey: await write(
      'service-accounts.key',
      privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    ),
  };
}

async function startEtcd(file: string, folder: string): Promise<RunningProgram> {
  const peer = `http://127.0.0.1:${await freePort()}`;
  return runProgram({
    file,
    readyPath: '/health',
    args: (port) => [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${port}`,
      `--advertise-client-urls=http://127.0.0.1:${port}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      '--unsafe-no-fsync',
    ],
  });
}

function startApiServer(
  file: string,
  etcd: string,
  files: Files,
  authority: CertificateAuthority,
  port?: number,
): Promise<RunningProgram> {
  return runProgram({
    file,
    ...(port === undefined ? {} : { port }),
    readyWithinMs: 90_000,
    isReady: async (at) => (await ask('GET', `https://127.0.0.1:${at}/readyz`, authority)) === 200,
    args: (at) => [
      `--etcd-servers=${etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${at}`,
      `--tls-cert-file=${files.cert}`,
      `--tls-private-key-file=${files.key}`,
      `--client-ca-file=${files.authority}`,
      `--token-auth-file=${files.tokens}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${files.serviceAccountKey}`,
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      `--requestheader-client-ca-file=${files.proxyAuthority}`,
      `--requestheader-allowed-names=${proxyName}`,
      '--requestheader-username-headers=X-Remote-User',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      `--proxy-client-cert-file=${files.proxyCert}`,
      `--proxy-client-key-file=${files.proxyKey}`,
      // On loopback it has no address that it could give to others.
      '--endpoint-reconciler-type=none',
      // No controller makes the default account that each pod would have to have.
      '--disable-admission-plugins=ServiceAccount',
    ],
  });
}

async function startControllers(
  file: string,
  kubeconfig: string,
  files: Files,
): Promise<RunningProgram> {
  return runProgram({
    file,
    isReady: async (port) => (await insecureStatus(`https://127.0.0.1:${port}/healthz`)) === 200,
    args: (port) => [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${join(files.authority, '..', 'controllers')}`,
      '--leader-elect=false',
      // Longer than the tutorial's policies, of 2 s: each look may scale as far as they allow.
      '--horizontal-pod-autoscaler-sync-period=3s',
      `--controllers=${[
        'deployment-controller',
        'replicaset-controller',
        'statefulset-controller',
        'replicationcontroller-controller',
        'horizontal-pod-autoscaler-controller',
        'namespace-controller',
        'garbage-collector-controller',
      ].join()}`,
    ],
  });
}

async function startKwok(file: string, kubeconfig: string): Promise<RunningProgram> {
  return runProgram({
    file,
    readyPath: '/healthz',
    args: (port) => [
      `--kubeconfig=${kubeconfig}`,
      '--manage-all-nodes=true',
      '--node-ip=127.0.0.1',
      `--server-address=127.0.0.1:${port}`,
      `--config=${join(import.meta.dirname, 'stages.yaml')}`,
    ],
  });
}

async function createNode(server: string, authority: CertificateAuthority): Promise<void> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } };
  const status = await ask('POST', `${server}/api/v1/nodes`, authority, JSON.stringify(node));
  if (status !== 201) throw new Error(`the node could not be made: ${status}`);
}

async function writeKubeconfig(
  folder: string,
  server: string,
  authority: CertificateAuthority,
): Promise<string> {
  const path = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
    clusters: [
      {
        name: 'test',
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(authority.cert).toString('base64'),
        },
      },
    ],
    users: [{ name: 'admin', user: { token: adminToken } }],
  };
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

/** The status of a request by the administrator; 0 when there is no answer. */
function ask(
  method: string,
  url: string,
  authority: CertificateAuthority,
  body?: string,
): Promise<number> {
  return new Promise((resolve) => {
    const headers = {
      authorization: `Bearer ${adminToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    request(url, { method, headers, ca: authority.cert, agent: false }, (answer) => {
      answer.resume().on('close', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', () => resolve(0))
      .end(body);
  });
}

/** The same of a server whose certificate nobody signed. */
function insecureStatus(url: string): Promise<number> {
  return new Promise((resolve) => {
    request(url, { rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume().on('close', () => resolve(answer.statusCode ?? 0));
    })
      .on('error', () => resolve(0))
      .end();
  });
}
