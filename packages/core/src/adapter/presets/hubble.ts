import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { labelled } from './queries.ts';

/** With `httpV2`, both sides of a connection may report a request. */
const shape = labelled('reporter="server"');

export const hubblePresets: readonly Preset[] = makePresets({
  prefix: 'hubble',
  source: 'Cilium, Hubble (httpV2)',
  documentation: 'https://docs.cilium.io/en/stable/observability/metrics/',
  remarks: [
    'needs L7 visibility, and httpV2:labelsContext=destination_namespace,destination_workload',
    'reporter=server: measured at the destination',
  ],
  resource: 'deployments.apps',
  labels: { object: 'destination_workload', namespace: 'destination_namespace' },
  latency: { histogram: 'hubble_http_request_duration_seconds', unit: 1000, shape },
  requests: { counter: 'hubble_http_requests_total', shape },
});
