import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { selected } from './queries.ts';

export const apisixPresets: readonly Preset[] = makePresets({
  prefix: 'apisix',
  source: 'Apache APISIX',
  documentation: 'https://apisix.apache.org/docs/apisix/plugins/prometheus',
  remarks: [
    'choose the service or route by the metric’s selector: matchLabels: {service: …}; ids, unless the plugin has prefer_name: true',
  ],
  labels: {},
  latency: {
    histogram: 'apisix_http_latency',
    unit: 1,
    // One histogram has the whole, the share of the upstream and that of APISIX.
    shape: selected('type="upstream"'),
  },
  requests: { counter: 'apisix_http_status', shape: selected() },
});
