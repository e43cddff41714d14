export {
  createPooledFetch,
  findKubeConnection,
  type InClusterOptions,
  inClusterConnection,
  type KubeConnection,
  KubeConnectionError,
  type KubeconfigOptions,
  kubeconfigConnection,
  type PooledFetchOptions,
  type TlsMaterial,
} from './kubernetes/index.ts';
