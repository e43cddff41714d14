import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

interface ConfigMap {
  metadata?: { name?: string; namespace?: string; labels?: { [key: string]: string } };
  data?: { [key: string]: string };
}

export declare class CoreV1ApiRequestFactory {
  constructor(configuration: Configuration);
  getAPIResources(): Promise<RequestContext>;
  listNamespacedPod(
    namespace: string,
    pretty?: string,
    allowWatchBookmarks?: boolean,
    _continue?: string,
    fieldSelector?: string,
    labelSelector?: string,
    limit?: number,
  ): Promise<RequestContext>;
  readNamespacedReplicationControllerScale(
    name: string,
    namespace: string,
  ): Promise<RequestContext>;
  patchNamespacedReplicationControllerScale(
    name: string,
    namespace: string,
    body: unknown,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
  readNamespacedConfigMap(name: string, namespace: string): Promise<RequestContext>;
  listNamespacedConfigMap(
    namespace: string,
    pretty?: string,
    allowWatchBookmarks?: boolean,
    _continue?: string,
    fieldSelector?: string,
    labelSelector?: string,
    limit?: number,
    resourceVersion?: string,
    resourceVersionMatch?: string,
    sendInitialEvents?: boolean,
    timeoutSeconds?: number,
    watch?: boolean,
  ): Promise<RequestContext>;
  createNamespacedConfigMap(
    namespace: string,
    body: ConfigMap,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
  patchNamespacedConfigMap(
    name: string,
    namespace: string,
    body: unknown,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
}
