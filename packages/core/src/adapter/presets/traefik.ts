import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { named } from './queries.ts';

const labels = { object: 'kubernetes_name', namespace: 'kubernetes_namespace' };
const shape = named('service', 'NAMESPACE-NAME-[a-z0-9]+@kubernetes.*', labels);

export const traefikPresets: readonly Preset[] = makePresets({
  prefix: 'traefik',
  source: 'Traefik 3',
  documentation: 'https://doc.traefik.io/traefik/observability/metrics/overview/',
  remarks: [
    'for Ingress and IngressRoute, and ports without a hyphen in their name',
    'the label service has to arrive as it is: honorLabels: true, or a PodMonitor',
    'of namespace a-b with service c, and a with b-c, Traefik shows one name',
  ],
  resource: 'services',
  labels,
  fixedLabels: true,
  latency: { histogram: 'traefik_service_request_duration_seconds', unit: 1000, shape },
  requests: { counter: 'traefik_service_requests_total', shape },
});
