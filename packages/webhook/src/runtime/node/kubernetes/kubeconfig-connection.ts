import type { RequestOptions } from 'node:https';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import type { HttpFetch } from '../../../ports/index.ts';
import { type KubeConnection, KubeConnectionError } from './kube-connection.ts';
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser } from './kubeconfig-schema.ts';
import { createPooledFetch } from './pooled-fetch.ts';
import { readKubeconfigs } from './read-kubeconfigs.ts';

export interface KubeconfigOptions {
  /** The file; else those that `KUBECONFIG` names, else `~/.kube/config`. */
  readonly path?: string;
  /** The context to use; the file's current one unless said otherwise. */
  readonly context?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What the library found out for a request is believed so long; a plugin's token has its own end. */
const believedMs = 10_000;

/** What requests are sent with at a time. */
interface Identity {
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: HttpFetch;
  /** Equal for equal TLS material, whose connections can go on being used. */
  readonly material: string;
}

/**
 * The API server that a kubeconfig names, in all forms that kubectl takes: tokens, token files,
 * client certificates, user and password, plugins (`exec`), OIDC and the older providers, proxies.
 *
 * @throws {KubeConnectionError} when there is none, or it leads nowhere
 */
export async function kubeconfigConnection(
  options: KubeconfigOptions = {},
): Promise<KubeConnection> {
  const paths = pathsOf(options);
  const load = async (): Promise<KubeConfig> =>
    toLibrary(chooseContext(await readKubeconfigs(paths), paths, options.context));

  let config = await load();
  const context = config.getContextObject(config.currentContext);
  const server = config.getCurrentCluster()?.server ?? '';
  let identity = await identify(config, null);
  let foundAt = performance.now();

  const current = async (renew: boolean): Promise<Identity> => {
    if (renew || performance.now() - foundAt > believedMs) {
      // A new one has forgotten what plugins answered to the old one.
      if (renew) config = await load();
      identity = await identify(config, identity);
      foundAt = performance.now();
    }
    return identity;
  };
  return {
    server,
    namespace: context?.namespace ?? 'default',
    credentials: { headers: async (renew) => (await current(renew)).headers },
    fetch: (url, init) => identity.fetch(url, init),
  };
}

function pathsOf({ path, environment = process.env }: KubeconfigOptions): readonly string[] {
  if (path !== undefined) return [path];
  const listed = (environment['KUBECONFIG'] ?? '').split(delimiter).filter((one) => one !== '');
  return listed.length > 0 ? listed : [join(environment['HOME'] ?? homedir(), '.kube', 'config')];
}

function chooseContext(
  config: Kubeconfig,
  paths: readonly string[],
  chosen: string | undefined,
): Kubeconfig {
  const name = chosen ?? config['current-context'];
  const where = paths.join(', ');
  const { context } = config.contexts.find((one) => one.name === name) ?? {};
  if (context === undefined) {
    throw new KubeConnectionError(
      `${where}: ${name === '' ? 'no current-context; name one' : `there is no context ${name}`}`,
    );
  }
  const { cluster } = config.clusters.find((one) => one.name === context.cluster) ?? {};
  const { user } = config.users.find((one) => one.name === context.user) ?? {};
  if (cluster === undefined || user === undefined) {
    const missing = cluster === undefined ? `cluster ${context.cluster}` : `user ${context.user}`;
    throw new KubeConnectionError(
      `${where}: context ${name} names the ${missing}, which is not there`,
    );
  }
  return {
    'current-context': name,
    contexts: [{ name, context }],
    clusters: [{ name: context.cluster, cluster: withoutTls(cluster) }],
    users: [{ name: context.user, user: informed(user, cluster) }],
  };
}

type Cluster = KubeconfigCluster['cluster'];
type User = KubeconfigUser['user'];

/** The library takes plain HTTP (`kubectl proxy`) only from somebody who expects no safety of it. */
function withoutTls(cluster: Cluster): Cluster {
  return cluster.server.startsWith('http:')
    ? { ...cluster, 'insecure-skip-tls-verify': true }
    : cluster;
}

/** Tells a plugin what kubectl tells it, by the variable that plugins expect. */
function informed(user: User, cluster: Cluster): User {
  const { exec } = user;
  if (exec === undefined || exec === null) return user;
  const info = {
    apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo ? { cluster } : {}) },
  };
  const env = [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }];
  return { ...user, exec: { ...exec, env } };
}

/** Loaded when it is needed: it is most of what a start costs. */
async function toLibrary(config: Kubeconfig): Promise<KubeConfig> {
  const { KubeConfig: Library } = await import('@kubernetes/client-node');
  const library = new Library();
  library.loadFromString(JSON.stringify(config));
  return library;
}

async function identify(config: KubeConfig, before: Identity | null): Promise<Identity> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options;
  const material = { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized };
  const proxied = config.getCurrentCluster()?.proxyUrl !== undefined;
  const fingerprint = JSON.stringify(material);
  return {
    headers: headersOf(options),
    material: fingerprint,
    fetch:
      before !== null && before.material === fingerprint
        ? before.fetch
        : createPooledFetch(
            proxied && typeof options.agent === 'object'
              ? { ...material, agent: options.agent }
              : material,
          ),
  };
}

function headersOf({ headers = {}, auth }: RequestOptions): Readonly<Record<string, string>> {
  const named = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    String(value).trim(),
  ]);
  const basic =
    auth === undefined || auth === null
      ? {}
      : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
  return { ...basic, ...Object.fromEntries(named) };
}
