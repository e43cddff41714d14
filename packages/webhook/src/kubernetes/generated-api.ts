import type { AutoscalingV2ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/AutoscalingV2Api.js';
import type { CoordinationV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoordinationV1Api.js';
import type { CoreV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CoreV1Api.js';
import type { CustomObjectsApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/CustomObjectsApi.js';
import type { EventsV1ApiRequestFactory } from '@kubernetes/client-node/dist/gen/apis/EventsV1Api.js';

/** The parts of @kubernetes/client-node's generated API that prepare the requests we send. */
export interface GeneratedApi {
  readonly core: CoreV1ApiRequestFactory;
  readonly custom: CustomObjectsApiRequestFactory;
  readonly events: EventsV1ApiRequestFactory;
  readonly autoscaling: AutoscalingV2ApiRequestFactory;
  readonly coordination: CoordinationV1ApiRequestFactory;
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
    { createConfiguration },
    { ServerConfiguration },
  ] = await Promise.all([
    import('@kubernetes/client-node/dist/gen/apis/CoreV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/CustomObjectsApi.js'),
    import('@kubernetes/client-node/dist/gen/apis/EventsV1Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/AutoscalingV2Api.js'),
    import('@kubernetes/client-node/dist/gen/apis/CoordinationV1Api.js'),
    import('@kubernetes/client-node/dist/gen/configuration.js'),
    import('@kubernetes/client-node/dist/gen/servers.js'),
  ]);
  const configuration = createConfiguration({ baseServer: new ServerConfiguration(server, {}) });
  return {
    core: new core.CoreV1ApiRequestFactory(configuration),
    custom: new custom.CustomObjectsApiRequestFactory(configuration),
    events: new events.EventsV1ApiRequestFactory(configuration),
    autoscaling: new autoscaling.AutoscalingV2ApiRequestFactory(configuration),
    coordination: new coordination.CoordinationV1ApiRequestFactory(configuration),
  };
}
