import type {
  AnnotationChanges,
  Autoscalers,
  CallOptions,
  ClusterAutoscaler,
  Result,
} from '../ports/index.ts';
import { autoscalerListSchema, autoscalerSchema } from './autoscaler-schema.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { fieldManager, mergePatch } from './requests.ts';

/** The HorizontalPodAutoscalers of a real cluster. */
export class KubernetesAutoscalers implements Autoscalers {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  list(namespace: string, { signal }: CallOptions): Promise<Result<readonly ClusterAutoscaler[]>> {
    return this.#api.call({
      kind: 'read',
      names: [namespace],
      request: ({ autoscaling }) => autoscaling.listNamespacedHorizontalPodAutoscaler(namespace),
      schema: autoscalerListSchema,
      signal,
    });
  }

  setMinReplicas(
    { namespace, name, resourceVersion }: ClusterAutoscaler,
    minReplicas: number,
    annotations: AnnotationChanges,
    { signal }: CallOptions,
  ): Promise<Result<ClusterAutoscaler>> {
    const body = { metadata: { resourceVersion, annotations }, spec: { minReplicas } };
    return this.#api.call({
      kind: 'write',
      names: [namespace, name],
      request: ({ autoscaling }) =>
        mergePatch(
          autoscaling.patchNamespacedHorizontalPodAutoscaler(
            name,
            namespace,
            body,
            undefined,
            undefined,
            fieldManager,
          ),
        ),
      schema: autoscalerSchema,
      signal,
    });
  }
}
