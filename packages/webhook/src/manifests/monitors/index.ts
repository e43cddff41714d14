export type {
  MonitorEndpoint,
  MonitorManifest,
  MonitorOptions,
  MonitorProblem,
  MonitorResult,
  MonitorSelection,
} from './monitor-options.ts';
export { type MonitoredWorkload, type PodMonitor, podMonitor } from './pod-monitor.ts';
export { type MonitoredService, type ServiceMonitor, serviceMonitor } from './service-monitor.ts';
