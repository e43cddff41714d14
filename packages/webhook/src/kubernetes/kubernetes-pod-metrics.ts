import type { CallOptions, PodMetricsSource, PodUsage, Result } from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { podUsageListSchema } from './pod-usage-schema.ts';

/** What pods use, from `metrics.k8s.io`, which metrics-server or its like has to serve. */
export class KubernetesPodMetrics implements PodMetricsSource {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  podUsage(
    namespace: string,
    selector: string,
    { signal }: CallOptions,
  ): Promise<Result<readonly PodUsage[]>> {
    return this.#api.call({
      kind: 'read',
      names: [namespace],
      request: ({ custom }) =>
        custom.listNamespacedCustomObject(
          'metrics.k8s.io',
          'v1beta1',
          namespace,
          'pods',
          undefined,
          undefined,
          undefined,
          undefined,
          selector,
        ),
      schema: podUsageListSchema,
      signal,
    });
  }
}
