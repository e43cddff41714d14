import { monitor } from './monitor.ts';
import type {
  MonitorEndpoint,
  MonitorManifest,
  MonitorOptions,
  MonitorResult,
  MonitorSelection,
} from './monitor-options.ts';

/** A workload with a template of pods, as far as a monitor has to know it. */
export interface MonitoredWorkload {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
        }[];
      };
    };
  };
}

export type PodMonitor = MonitorManifest<
  'PodMonitor',
  MonitorSelection & { readonly podMetricsEndpoints: readonly MonitorEndpoint[] }
>;

/**
 * A PodMonitor that finds the pods of a Deployment or its like, by the labels that it selects them
 * by itself, and a port that a container declares; else why it would not.
 */
export function podMonitor(
  workload: MonitoredWorkload,
  options: MonitorOptions,
): MonitorResult<PodMonitor> {
  const { namespace, name } = workload.metadata;
  const { selector, template } = workload.spec;
  const { matchLabels = {} } = selector;
  const ports = template.spec.containers.flatMap((container) =>
    (container.ports ?? []).map((port) => port.name),
  );
  const found = { what: 'workload', namespace, name, labels: matchLabels, ports };
  return monitor('PodMonitor', found, options, (endpoint) => ({ podMetricsEndpoints: [endpoint] }));
}
