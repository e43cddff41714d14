/**
 * What each source shows, with the names, types and labels of the page that its presets cite, after
 * one minute. The service, or whatever is measured, is `command` in namespace `kong`; beside it
 * stand others that must not be counted.
 */
export const expositions: Readonly<Record<string, string>> = {
  kong: `# TYPE kong_upstream_latency_ms histogram
kong_upstream_latency_ms_sum{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="service",dataplane_url="a"} 12789
kong_upstream_latency_ms_sum{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="httproute",dataplane_url="a"} 9
kong_upstream_latency_ms_sum{kubernetes_namespace="shop",kubernetes_name="command",kubernetes_kind="service",dataplane_url="a"} 9
kong_upstream_latency_ms_count{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="service",dataplane_url="a"} 125
kong_upstream_latency_ms_count{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="httproute",dataplane_url="a"} 9
kong_upstream_latency_ms_count{kubernetes_namespace="shop",kubernetes_name="command",kubernetes_kind="service",dataplane_url="a"} 9
# TYPE kong_http_requests_total counter
kong_http_requests_total{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="service",code="200"} 120
kong_http_requests_total{kubernetes_namespace="kong",kubernetes_name="command",kubernetes_kind="service",code="500"} 60
`,
  'kong-direct': `# TYPE kong_upstream_latency_ms histogram
kong_upstream_latency_ms_sum{service="kong.command.80",route="r"} 12000
kong_upstream_latency_ms_sum{service="httproute.kong.svc.kong.command.80.1",route="s"} 789
kong_upstream_latency_ms_sum{service="httproute.kong.svc.kong.command.80.9_kong.other.80.1",route="t"} 9
kong_upstream_latency_ms_sum{service="kong.command-two.80",route="u"} 9
kong_upstream_latency_ms_count{service="kong.command.80",route="r"} 100
kong_upstream_latency_ms_count{service="httproute.kong.svc.kong.command.80.1",route="s"} 25
kong_upstream_latency_ms_count{service="httproute.kong.svc.kong.command.80.9_kong.other.80.1",route="t"} 9
kong_upstream_latency_ms_count{service="kong.command-two.80",route="u"} 9
# TYPE kong_http_requests_total counter
kong_http_requests_total{service="kong.command.80",route="r",code="200",source="service",consumer=""} 180
kong_http_requests_total{service="",route="r",code="404",source="kong",consumer=""} 9
`,
  envoy: `# TYPE envoy_cluster_upstream_rq_time histogram
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name="command"} 12789
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name="other"} 9
envoy_cluster_upstream_rq_time_count{envoy_cluster_name="command"} 125
envoy_cluster_upstream_rq_time_count{envoy_cluster_name="other"} 9
# TYPE envoy_cluster_upstream_rq_total counter
envoy_cluster_upstream_rq_total{envoy_cluster_name="command"} 180
envoy_cluster_upstream_rq_total{envoy_cluster_name="other"} 9
`,
  'envoy-gateway': `# TYPE envoy_cluster_upstream_rq_time histogram
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name="httproute/kong/command/rule/0"} 12000
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name="httproute/kong/command/rule/1"} 789
envoy_cluster_upstream_rq_time_sum{envoy_cluster_name="httproute/kong/commander/rule/0"} 9
envoy_cluster_upstream_rq_time_count{envoy_cluster_name="httproute/kong/command/rule/0"} 100
envoy_cluster_upstream_rq_time_count{envoy_cluster_name="httproute/kong/command/rule/1"} 25
envoy_cluster_upstream_rq_time_count{envoy_cluster_name="httproute/kong/commander/rule/0"} 9
# TYPE envoy_cluster_upstream_rq_total counter
envoy_cluster_upstream_rq_total{envoy_cluster_name="httproute/kong/command/rule/0"} 180
`,
  istio: `# TYPE istio_request_duration_milliseconds histogram
istio_request_duration_milliseconds_sum{reporter="destination",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 12789
istio_request_duration_milliseconds_sum{reporter="source",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 99999
istio_request_duration_milliseconds_count{reporter="destination",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 125
istio_request_duration_milliseconds_count{reporter="source",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 125
# TYPE istio_requests_total counter
istio_requests_total{reporter="destination",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 180
istio_requests_total{reporter="source",destination_service_namespace="kong",destination_service_name="command",response_code="200"} 180
`,
  traefik: `# TYPE traefik_service_request_duration_seconds histogram
traefik_service_request_duration_seconds_sum{code="200",method="GET",protocol="http",service="kong-command-80@kubernetes"} 12.789
traefik_service_request_duration_seconds_sum{code="200",method="GET",protocol="http",service="kong-command-two-80@kubernetes"} 9
traefik_service_request_duration_seconds_count{code="200",method="GET",protocol="http",service="kong-command-80@kubernetes"} 125
traefik_service_request_duration_seconds_count{code="200",method="GET",protocol="http",service="kong-command-two-80@kubernetes"} 9
# TYPE traefik_service_requests_total counter
traefik_service_requests_total{code="200",method="GET",protocol="http",service="kong-command-80@kubernetes"} 120
traefik_service_requests_total{code="200",method="GET",protocol="http",service="kong-command-80@kubernetescrd"} 60
`,
  'ingress-nginx': `# TYPE nginx_ingress_controller_response_duration_seconds histogram
nginx_ingress_controller_response_duration_seconds_sum{exported_namespace="kong",ingress="i",exported_service="command",path="/",method="GET",status="200"} 12.789
nginx_ingress_controller_response_duration_seconds_sum{exported_namespace="kong",ingress="i",exported_service="other",path="/",method="GET",status="200"} 9
nginx_ingress_controller_response_duration_seconds_count{exported_namespace="kong",ingress="i",exported_service="command",path="/",method="GET",status="200"} 125
nginx_ingress_controller_response_duration_seconds_count{exported_namespace="kong",ingress="i",exported_service="other",path="/",method="GET",status="200"} 9
# TYPE nginx_ingress_controller_requests counter
nginx_ingress_controller_requests{exported_namespace="kong",ingress="i",exported_service="command",path="/",method="GET",status="200"} 180
`,
  haproxy: `# TYPE haproxy_backend_response_time_average_seconds gauge
haproxy_backend_response_time_average_seconds{instance="a",proxy="command"} 0.102312
haproxy_backend_response_time_average_seconds{instance="b",proxy="command"} 9
haproxy_backend_response_time_average_seconds{instance="a",proxy="other"} 9
# TYPE haproxy_backend_http_requests_total counter
haproxy_backend_http_requests_total{instance="a",proxy="command"} 180
haproxy_backend_http_requests_total{instance="b",proxy="command"} 0
# TYPE haproxy_backend_current_queue gauge
haproxy_backend_current_queue{instance="a",proxy="command"} 4
haproxy_backend_current_queue{instance="b",proxy="command"} 3
`,
  linkerd: `# TYPE response_latency_ms histogram
response_latency_ms_sum{direction="inbound",namespace="kong",deployment="command",tls="true",status_code="200"} 12789
response_latency_ms_sum{direction="outbound",namespace="kong",deployment="command",tls="true",status_code="200"} 99999
response_latency_ms_count{direction="inbound",namespace="kong",deployment="command",tls="true",status_code="200"} 125
response_latency_ms_count{direction="outbound",namespace="kong",deployment="command",tls="true",status_code="200"} 125
# TYPE request_total counter
request_total{direction="inbound",namespace="kong",deployment="command",tls="true"} 180
request_total{direction="outbound",namespace="kong",deployment="command",tls="true"} 9
`,
  hubble: `# TYPE hubble_http_request_duration_seconds histogram
hubble_http_request_duration_seconds_sum{method="GET",reporter="server",destination_namespace="kong",destination_workload="command"} 12.789
hubble_http_request_duration_seconds_sum{method="GET",reporter="client",destination_namespace="kong",destination_workload="command"} 99
hubble_http_request_duration_seconds_count{method="GET",reporter="server",destination_namespace="kong",destination_workload="command"} 125
hubble_http_request_duration_seconds_count{method="GET",reporter="client",destination_namespace="kong",destination_workload="command"} 125
# TYPE hubble_http_requests_total counter
hubble_http_requests_total{method="GET",protocol="HTTP/1.1",status="200",reporter="server",destination_namespace="kong",destination_workload="command"} 180
hubble_http_requests_total{method="GET",protocol="HTTP/1.1",status="200",reporter="client",destination_namespace="kong",destination_workload="command"} 180
`,
  apisix: `# TYPE apisix_http_latency histogram
apisix_http_latency_sum{type="upstream",route="r",service="command",consumer="",node="10.0.0.1"} 12789
apisix_http_latency_sum{type="request",route="r",service="command",consumer="",node="10.0.0.1"} 99999
apisix_http_latency_count{type="upstream",route="r",service="command",consumer="",node="10.0.0.1"} 125
apisix_http_latency_count{type="request",route="r",service="command",consumer="",node="10.0.0.1"} 125
# TYPE apisix_http_status counter
apisix_http_status{code="200",route="r",matched_uri="/",service="command",consumer="",node="10.0.0.1"} 180
apisix_http_status{code="200",route="r",matched_uri="/",service="other",consumer="",node="10.0.0.1"} 9
`,
};
