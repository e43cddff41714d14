export { findKubeConnection } from './find-kube-connection.ts';
export { type InClusterOptions, inClusterConnection } from './in-cluster.ts';
export { type KubeConnection, KubeConnectionError } from './kube-connection.ts';
export { type KubeconfigOptions, kubeconfigConnection } from './kubeconfig-connection.ts';
export { createPooledFetch, type PooledFetchOptions, type TlsMaterial } from './pooled-fetch.ts';
