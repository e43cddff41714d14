import { makePresets } from './make-presets.ts';
import type { Preset } from './preset.ts';
import { named, selected } from './queries.ts';

const histogram = 'envoy_cluster_upstream_rq_time';
const counter = 'envoy_cluster_upstream_rq_total';

/** Envoy by itself, and gateways that name their clusters in a way of their own. */
const envoy = makePresets({
  prefix: 'envoy',
  source: 'Envoy, and gateways made of it (Contour, Emissary, Gloo, Kuma)',
  documentation:
    'https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats',
  remarks: ['choose the cluster by the metric’s selector: matchLabels: {envoy_cluster_name: …}'],
  labels: {},
  latency: { histogram, unit: 1, shape: selected() },
  requests: { counter, shape: selected() },
});

const labels = { object: 'httproute', namespace: 'httproute_namespace' };
const route = named('envoy_cluster_name', 'httproute/NAMESPACE/NAME/rule/.*', labels);

const envoyGateway = makePresets({
  prefix: 'envoy-gateway',
  source: 'Envoy Gateway',
  documentation: 'https://gateway.envoyproxy.io/docs/tasks/observability/proxy-metric/',
  remarks: ['measures an HTTPRoute with all its rules, not a Service'],
  resource: 'httproutes.gateway.networking.k8s.io',
  labels,
  fixedLabels: true,
  latency: { histogram, unit: 1, shape: route },
  requests: { counter, shape: route },
});

export const envoyPresets: readonly Preset[] = [...envoy, ...envoyGateway];
