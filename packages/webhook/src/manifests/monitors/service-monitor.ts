import {
  endpointOf,
  foundProblems,
  type MonitorEndpoint,
  type MonitorManifest,
  type MonitorOptions,
  type MonitorResult,
  type MonitorSelection,
  optionProblems,
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
  const problems = [
    ...optionProblems(options),
    ...foundProblems(`the Service ${namespace}/${name}`, labels, ports, options.port),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        namespace: options.namespace ?? namespace,
        name: options.name ?? name,
        labels: options.labels,
      },
      spec: {
        endpoints: [endpointOf(options)],
        // Named even where it is the monitor's own: it may be moved.
        namespaceSelector: { matchNames: [namespace] },
        selector: { matchLabels: labels },
      },
    },
  };
}
