import type { CallOptions, PodAddress, PodAddresses, Result } from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { listPods } from './list-pods.ts';
import { podAddressListSchema } from './pod-address-schema.ts';

/** The addresses of the pods of a real cluster. */
export class KubernetesPodAddresses implements PodAddresses {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  podAddresses(
    namespace: string,
    selector: string,
    options: CallOptions,
  ): Promise<Result<readonly PodAddress[]>> {
    return listPods(this.#api, namespace, selector, podAddressListSchema, options);
  }
}
