import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { bearerToken } from '../../../kubernetes/index.ts';
import { type KubeConnection, KubeConnectionError } from './kube-connection.ts';
import { createPooledFetch } from './pooled-fetch.ts';
import { renewedFile } from './renewed-file.ts';

/** Where the kubelet puts a pod's identity. */
const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface InClusterOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** {@link serviceAccountFolder} unless said otherwise. */
  readonly folder?: string;
}

/**
 * The API server of the cluster that we run in, as the pod's service account. The kubelet renews
 * the token in its file, so it is read again once a minute, and at once when it was refused.
 *
 * @throws {KubeConnectionError} when this is no pod
 */
export async function inClusterConnection(options: InClusterOptions = {}): Promise<KubeConnection> {
  const { environment = process.env, folder = serviceAccountFolder } = options;
  const host = environment['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '';
  if (host === '' || port === '') {
    throw new KubeConnectionError(
      'this is no pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; give a kubeconfig',
    );
  }
  const token = renewedFile(join(folder, 'token'));
  try {
    await token(true);
    const ca = await readFile(join(folder, 'ca.crt'));
    const namespace = (await readFile(join(folder, 'namespace'), 'utf8')).trim();
    return {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      fetch: createPooledFetch({ ca }),
      credentials: bearerToken(token),
      namespace,
    };
  } catch (error) {
    const path = error instanceof Error && 'path' in error ? error.path : folder;
    throw new KubeConnectionError(
      `${path} cannot be read; a pod needs a service account, with automountServiceAccountToken`,
    );
  }
}
