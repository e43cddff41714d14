/** Whole paths, ready to be driven. */
export { type FlyballPathOptions, flyballPath } from './flyball-path.ts';
export { type HpaPathOptions, hpaPath } from './hpa-path.ts';
export { type KedaPathOptions, kedaPath } from './keda-path.ts';
export type { LookCause, MetricsPath, PathEvent, PodsInView } from './metrics-path.ts';
export type { MetricSourceOptions, PathFaults, PrometheusOptions } from './path-options.ts';
export { unreachableApi } from './unreachable-api.ts';
