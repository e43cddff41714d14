import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

export declare class AutoscalingV2ApiRequestFactory {
  constructor(configuration: Configuration);
  listNamespacedHorizontalPodAutoscaler(namespace: string): Promise<RequestContext>;
  patchNamespacedHorizontalPodAutoscaler(
    name: string,
    namespace: string,
    body: unknown,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
}
