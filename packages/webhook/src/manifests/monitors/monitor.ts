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

/** What a monitor is to find. */
export interface Monitored {
  /** In words, for what is told of it. */
  readonly what: string;
  readonly namespace: string;
  readonly name: string;
  /** What it is found by. */
  readonly labels: Readonly<Record<string, string>>;
  /** The names of its ports; a port may have none. */
  readonly ports: readonly (string | undefined)[];
}

/** A monitor of either kind, which differ in the name of their endpoints. */
export function monitor<Kind extends string, Endpoints>(
  kind: Kind,
  { what, namespace, name, labels, ports }: Monitored,
  options: MonitorOptions,
  endpoints: (endpoint: MonitorEndpoint) => Endpoints,
): MonitorResult<MonitorManifest<Kind, MonitorSelection & Endpoints>> {
  const problems = [
    ...optionProblems(options),
    ...foundProblems(`the ${what} ${namespace}/${name}`, labels, ports, options.port),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    manifest: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: {
        namespace: options.namespace ?? namespace,
        name: options.name ?? name,
        labels: options.labels,
      },
      spec: {
        ...endpoints(endpointOf(options)),
        // Named even where it is the monitor's own: it may be moved.
        namespaceSelector: { matchNames: [namespace] },
        selector: { matchLabels: labels },
      },
    },
  };
}
