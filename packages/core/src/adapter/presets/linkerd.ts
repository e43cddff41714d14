import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { labelled } from './queries.ts';

/** A proxy measures what comes to its pod and what leaves it: what comes is its own work. */
const shape = labelled('direction="inbound"');

export const linkerdPresets: readonly Preset[] = makePresets({
  prefix: 'linkerd',
  source: 'Linkerd, proxies',
  documentation: 'https://linkerd.io/2/reference/proxy-metrics/',
  remarks: ['the labels namespace and deployment come from Linkerd’s own scrape configuration'],
  resource: 'deployments.apps',
  labels: { object: 'deployment', namespace: 'namespace' },
  latency: { histogram: 'response_latency_ms', unit: 1, shape },
  requests: { counter: 'request_total', shape },
});
