import type { KubernetesCredentials } from '../../../kubernetes/index.ts';
import type { HttpFetch } from '../../../ports/index.ts';

/** How to reach an API server: the Node half of `KubernetesOptions`. */
export interface KubeConnection {
  readonly server: string;
  readonly fetch: HttpFetch;
  readonly credentials: KubernetesCredentials;
  /** The namespace that the configuration names, for what names none itself. */
  readonly namespace: string;
}

/** A configuration that leads to no API server; the message names the place and the remedy. */
export class KubeConnectionError extends Error {
  override readonly name = 'KubeConnectionError';
}
