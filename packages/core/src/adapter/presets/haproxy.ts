import { makePreset, type Source } from './make-presets.ts';
import { type Preset, WINDOW } from './preset.ts';
import { perSecond, selected } from './queries.ts';

const source: Omit<Source, 'latency' | 'requests'> = {
  prefix: 'haproxy',
  source: 'HAProxy, its own exporter',
  documentation: 'https://github.com/haproxy/haproxy/blob/master/addons/promex/README',
  remarks: ['choose the backend by the metric’s selector: matchLabels: {proxy: …}'],
  labels: {},
};

const requests = 'haproxy_backend_http_requests_total';
const latency = 'haproxy_backend_response_time_average_seconds';
const queue = 'haproxy_backend_current_queue';

export const haproxyPresets: readonly Preset[] = [
  makePreset(source, {
    suffix: 'latency',
    meaning: 'mean time that the last 1,024 requests took, in milliseconds',
    metric: 'haproxy_latency_ms',
    families: [
      { name: latency, type: 'gauge' },
      { name: requests, type: 'counter' },
    ],
    // The gauge keeps its value when nothing comes any more, which would never scale in.
    query: `1000 * avg (${latency}{<<.LabelMatchers>>} and on (instance, proxy) rate(${requests}{<<.LabelMatchers>>}[${WINDOW.text}]) > 0)`,
    remarks: [
      'a gauge without a window: HAProxy’s own mean, of each instance, absent while there are no requests',
      'haproxy-queue says more about too few servers',
    ],
  }),
  makePreset(source, {
    suffix: 'queue',
    meaning: 'requests that wait for a server',
    metric: 'haproxy_queue',
    families: [{ name: queue, type: 'gauge' }],
    query: `sum (${queue}{<<.LabelMatchers>>})`,
    remarks: ['0 while servers suffice: a signal to scale out, not to scale in'],
  }),
  makePreset(source, {
    suffix: 'requests',
    meaning: 'requests per second',
    metric: 'haproxy_requests_per_second',
    families: [{ name: requests, type: 'counter' }],
    query: perSecond(requests, selected()),
    remarks: [],
  }),
];
