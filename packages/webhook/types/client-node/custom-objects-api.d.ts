import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

export declare class CustomObjectsApiRequestFactory {
  constructor(configuration: Configuration);
  getAPIResources(group: string, version: string): Promise<RequestContext>;
  getNamespacedCustomObjectScale(
    group: string,
    version: string,
    namespace: string,
    plural: string,
    name: string,
  ): Promise<RequestContext>;
  patchNamespacedCustomObjectScale(
    group: string,
    version: string,
    namespace: string,
    plural: string,
    name: string,
    body: unknown,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
  listNamespacedCustomObject(
    group: string,
    version: string,
    namespace: string,
    plural: string,
    pretty?: string,
    allowWatchBookmarks?: boolean,
    _continue?: string,
    fieldSelector?: string,
    labelSelector?: string,
    limit?: number,
  ): Promise<RequestContext>;
}
