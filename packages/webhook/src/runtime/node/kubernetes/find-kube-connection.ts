import { inClusterConnection } from './in-cluster.ts';
import type { KubeConnection } from './kube-connection.ts';
import { type KubeconfigOptions, kubeconfigConnection } from './kubeconfig-connection.ts';

/**
 * The API server to work with: of the kubeconfig that is named or that `KUBECONFIG` names; else of
 * the cluster that we run in; else of `~/.kube/config`.
 *
 * @throws {KubeConnectionError} when none of them leads anywhere
 */
export function findKubeConnection(options: KubeconfigOptions = {}): Promise<KubeConnection> {
  const { path, context, environment = process.env } = options;
  const named = path !== undefined || context !== undefined;
  const inPod = (environment['KUBERNETES_SERVICE_HOST'] ?? '') !== '';
  return !named && (environment['KUBECONFIG'] ?? '') === '' && inPod
    ? inClusterConnection({ environment })
    : kubeconfigConnection(options);
}
