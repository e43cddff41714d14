import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { labelled } from './queries.ts';

export const ingressNginxPresets: readonly Preset[] = makePresets({
  prefix: 'ingress-nginx',
  source: 'ingress-nginx',
  documentation: 'https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/',
  remarks: [
    'its labels as a ServiceMonitor stores them; with honorLabels: true set labels.object: service and labels.namespace: namespace',
    'needs --enable-metrics; the project is retired',
  ],
  resource: 'services',
  labels: { object: 'exported_service', namespace: 'exported_namespace' },
  latency: {
    histogram: 'nginx_ingress_controller_response_duration_seconds',
    unit: 1000,
    shape: labelled(),
  },
  requests: { counter: 'nginx_ingress_controller_requests', shape: labelled() },
});
