export type { Credentials, PrometheusOptions } from './options.ts';
export { PrometheusOptionsError } from './options.ts';
export { createPrometheusSource } from './prometheus-source.ts';
