import { monitor } from './monitor.ts';
import type {
  MonitorEndpoint,
  MonitorManifest,
  MonitorOptions,
  MonitorResult,
  MonitorSelection,
} from './monitor-options.ts';

/** A Service, as far as a monitor has to know it: its manifest will do. */
export interface MonitoredService {
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly ports: readonly { readonly name?: string; readonly port: number }[] };
}

export type ServiceMonitor = MonitorManifest<
  'ServiceMonitor',
  MonitorSelection & { readonly endpoints: readonly MonitorEndpoint[] }
>;

/** A ServiceMonitor that finds this Service, and its port; else why it would not. */
export function serviceMonitor(
  service: MonitoredService,
  options: MonitorOptions,
): MonitorResult<ServiceMonitor> {
  const { namespace, name, labels = {} } = service.metadata;
  const ports = service.spec.ports.map((port) => port.name);
  const found = { what: 'Service', namespace, name, labels, ports };
  return monitor('ServiceMonitor', found, options, (endpoint) => ({ endpoints: [endpoint] }));
}
