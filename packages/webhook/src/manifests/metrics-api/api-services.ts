import { labels, type MetricsApiManifestOptions, type ServerTrust } from './metrics-api-options.ts';

/** Tells the API server to pass the requests of a group and version on. */
export interface ApiServiceManifest {
  readonly apiVersion: 'apiregistration.k8s.io/v1';
  readonly kind: 'APIService';
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly group: string;
    readonly version: string;
    readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
    readonly groupPriorityMinimum: number;
    readonly versionPriority: number;
    readonly caBundle?: string;
    readonly insecureSkipTLSVerify?: true;
  };
}

/** The higher number is preferred: the HorizontalPodAutoscaler asks for that version. */
const versions: readonly (readonly [group: string, version: string, priority: number])[] = [
  ['custom.metrics.k8s.io', 'v1beta1', 100],
  ['custom.metrics.k8s.io', 'v1beta2', 200],
  ['external.metrics.k8s.io', 'v1beta1', 100],
];

/** One APIService for each version that is served. */
export function apiServices(options: MetricsApiManifestOptions): readonly ApiServiceManifest[] {
  const { service, trust, external = false } = options;
  const { namespace, name, port = 443 } = service;
  return versions
    .filter(([group]) => external || group === 'custom.metrics.k8s.io')
    .map(([group, version, versionPriority]) => ({
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: {
        name: `${version}.${group}`,
        labels,
        ...(trust.kind === 'cert-manager' && {
          annotations: { 'cert-manager.io/inject-ca-from': `${namespace}/${trust.certificate}` },
        }),
      },
      spec: {
        group,
        version,
        service: { namespace, name, port },
        groupPriorityMinimum: 100,
        versionPriority,
        ...verification(trust),
      },
    }));
}

function verification(trust: ServerTrust): Partial<ApiServiceManifest['spec']> {
  if (trust.kind === 'authority') return { caBundle: btoa(trust.authority) };
  return trust.kind === 'unverified' ? { insecureSkipTLSVerify: true } : {};
}
