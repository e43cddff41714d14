import type { Configuration } from './configuration.js';
import type { RequestContext } from './http.js';

interface EventsV1Event {
  metadata: { name?: string; namespace?: string };
  eventTime: Date;
  reportingController?: string;
  reportingInstance?: string;
  action?: string;
  reason?: string;
  type?: string;
  note?: string;
  regarding?: {
    apiVersion?: string;
    kind?: string;
    namespace?: string;
    name?: string;
    uid?: string;
  };
}

export declare class EventsV1ApiRequestFactory {
  constructor(configuration: Configuration);
  createNamespacedEvent(
    namespace: string,
    body: EventsV1Event,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
  patchNamespacedEvent(
    name: string,
    namespace: string,
    body: unknown,
    pretty?: string,
    dryRun?: string,
    fieldManager?: string,
  ): Promise<RequestContext>;
}
