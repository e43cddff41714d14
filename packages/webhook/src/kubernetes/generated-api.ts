import type { AuthenticationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthenticationV1Api.js';
import type { AuthorizationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AuthorizationV1Api.js';
import type { AutoscalingV2ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AutoscalingV2Api.js';
import type { CoordinationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoordinationV1Api.js';
import type { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import type { CustomObjectsApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CustomObjectsApi.js';
import type { EventsV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/EventsV1Api.js';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';

/** The parts of @kubernetes/client-node's generated API that prepare the requests we send. */
export interface GeneratedApi {
  readonly core: CoreV1ApiRequestFactory;
  readonly custom: CustomObjectsApiRequestFactory;
  readonly events: EventsV1ApiRequestFactory;
  readonly autoscaling: AutoscalingV2ApiRequestFactory;
  readonly coordination: CoordinationV1ApiRequestFactory;
  readonly authentication: AuthenticationV1ApiRequestFactory;
  readonly authorization: AuthorizationV1ApiRequestFactory;
  /** A GET of a path that no class of the library knows; the path is encoded already. */
  get(path: string): RequestContext;
}

/**
 * Loads it when a cluster is talked to for the first time: it brings every model of the API along,
 * a quarter of a second and 45 MB, which nobody pays who has no cluster.
 */
export async function loadGeneratedApi(server: string): Promise<GeneratedApi> {
  const [
    core,
    custom,
    events,
    autoscaling,
    coordination,
    authentication,
    authorization,
    { createConfiguration },
    { ServerConfiguration },
    { HttpMethod },
  ] = await Promise.all([
    import('@kubernetes/client-node/dist/gen/apis/CoreV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/CustomObjectsApi.js'),
    import('@kubernetes/client-node/dist/gen/apis/EventsV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/AutoscalingV2Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/CoordinationV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/AuthenticationV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/AuthorizationV1Api.js'),
    import('@kubernetes/client-node/dist/gen/configuration.js'),
    import('@kubernetes/client-node/dist/gen/servers.js'),
    import('@kubernetes/client-node/dist/gen/http/http.js'),
  ]);
  const baseServer = new ServerConfiguration(server, {});
  const configuration = createConfiguration({ baseServer });
  return {
    core: new core.CoreV1ApiRequestFactory(configuration),
    custom: new custom.CustomObjectsApiRequestFactory(configuration),
    events: new events.EventsV1ApiRequestFactory(configuration),
    autoscaling: new autoscaling.AutoscalingV2ApiRequestFactory(configuration),
    coordination: new coordination.CoordinationV1ApiRequestFactory(configuration),
    authentication: new authentication.AuthenticationV1ApiRequestFactory(configuration),
    authorization: new authorization.AuthorizationV1ApiRequestFactory(configuration),
    get: (path) => baseServer.makeRequestContext(path, HttpMethod.GET),
  };
}
