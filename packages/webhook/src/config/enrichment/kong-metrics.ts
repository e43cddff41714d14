import type { EnrichedMetric } from './enrichment-config.ts';

/** The switches of a DataPlaneMetricsExtension. */
export interface KongSwitches {
  readonly latency: boolean;
  readonly bandwidth: boolean;
  readonly statusCode: boolean;
  readonly upstreamHealth: boolean;
}

/** Upper bounds in milliseconds; Kong has no option for them. */
const bounds = [25, 50, 80, 100, 250, 400, 700, 1000, 2000, 5000, 10000, 30000, 60000];

const latency = { serviceLabel: 'service', keep: [] };

/**
 * What each switch of the extension makes Kong 3 show. Kong's own share of the latency got two more
 * buckets in 3.9, so none are promised for it.
 *
 * Source: https://developer.konghq.com/plugins/prometheus/ and Kong's `exporter.lua`.
 */
const shown: Readonly<Record<keyof KongSwitches, readonly EnrichedMetric[]>> = {
  latency: [
    { name: 'kong_upstream_latency_ms', ...latency, bounds },
    { name: 'kong_request_latency_ms', ...latency, bounds },
    { name: 'kong_kong_latency_ms', ...latency, bounds: [] },
  ],
  statusCode: [
    { name: 'kong_http_requests_total', serviceLabel: 'service', keep: ['code'], bounds: [] },
  ],
  bandwidth: [
    { name: 'kong_bandwidth_bytes', serviceLabel: 'service', keep: ['direction'], bounds: [] },
  ],
  upstreamHealth: [
    {
      name: 'kong_upstream_target_health',
      serviceLabel: 'upstream',
      keep: ['upstream', 'target', 'address', 'state', 'subsystem'],
      bounds: [],
    },
  ],
};

/** The metrics that a set of switches turns on. */
export function kongMetrics(switches: KongSwitches): readonly EnrichedMetric[] {
  const { latency, statusCode, bandwidth, upstreamHealth } = switches;
  return [
    ...(latency ? shown.latency : []),
    ...(statusCode ? shown.statusCode : []),
    ...(bandwidth ? shown.bandwidth : []),
    ...(upstreamHealth ? shown.upstreamHealth : []),
  ];
}
