import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { labelled } from './queries.ts';

/** Both sides of a connection report a request: one of them is counted. */
const shape = labelled('reporter="destination"');

export const istioPresets: readonly Preset[] = makePresets({
  prefix: 'istio',
  source: 'Istio, sidecars',
  documentation: 'https://istio.io/latest/docs/reference/config/metrics/',
  remarks: ['measured at the destination; in ambient mode the reporter is waypoint'],
  resource: 'services',
  labels: { object: 'destination_service_name', namespace: 'destination_service_namespace' },
  latency: { histogram: 'istio_request_duration_milliseconds', unit: 1, shape },
  requests: { counter: 'istio_requests_total', shape },
});
