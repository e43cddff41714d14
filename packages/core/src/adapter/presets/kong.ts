import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { labelled, named } from './queries.ts';

const documentation = 'https://developer.konghq.com/plugins/prometheus/';
const histogram = 'kong_upstream_latency_ms';
const requests = 'kong_http_requests_total';
const switches = 'the prometheus plugin needs latency_metrics: true, status_code_metrics: true';
const refused =
  'a refused connection counts as a fast one; look at the codes of kong_http_requests_total, too';

/** Kong, with the labels of its operator's enrichment or ours. */
const enriched = makePresets({
  prefix: 'kong',
  source: 'Kong, enriched by `flyball-webhook enrich`',
  documentation,
  remarks: [switches],
  resource: 'services',
  labels: { object: 'kubernetes_name', namespace: 'kubernetes_namespace' },
  latency: {
    histogram,
    unit: 1,
    shape: labelled('kubernetes_kind="service"'),
    remarks: [refused, 'the operator itself enriches the latency only'],
  },
  requests: { counter: requests, shape: labelled('kubernetes_kind="service"') },
});

const labels = { object: 'kubernetes_name', namespace: 'kubernetes_namespace' };

/** The names that Kong's controllers give, in their two forms. */
const direct = named(
  'service',
  '(?:httproute\\.[^.]+\\.svc\\.)?NAMESPACE\\.NAME\\.[a-z0-9-]+(?:\\.[0-9]+)?(?:\\.timeout\\.[0-9]+)?',
  labels,
);

const plain = makePresets({
  prefix: 'kong-direct',
  source: 'Kong 3, scraped itself (port 8100)',
  documentation,
  remarks: [
    switches,
    'works for the names that Kong’s controllers give to a service with one backend',
    'the label service has to arrive as it is: honorLabels: true, or a PodMonitor',
  ],
  resource: 'services',
  labels,
  fixedLabels: true,
  latency: { histogram, unit: 1, shape: direct, remarks: [refused] },
  requests: { counter: requests, shape: direct },
});

export const kongPresets: readonly Preset[] = [...enriched, ...plain];
