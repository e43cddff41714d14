import { compareText } from '../../go/index.ts';
import { formatGroupResource } from '../kinds/group-resource.ts';
import type { CustomRegistry, ExternalRegistry } from '../registry/registry.ts';
import { CUSTOM_GROUP, EXTERNAL_GROUP, type MetricsGroup, VERSIONS } from './route.ts';
import type { MetricsService } from './step.ts';

type Served = Pick<MetricsService, 'custom' | 'external'>;

/** The groups that are served. */
export function servedGroups({ custom, external }: Served): readonly MetricsGroup[] {
  const groups: MetricsGroup[] = [];
  if (custom) groups.push(CUSTOM_GROUP);
  if (external) groups.push(EXTERNAL_GROUP);
  return groups;
}

/** `/apis`: the groups and their versions. */
export function groupList(service: Served): object {
  const groups = servedGroups(service).map((name) => {
    const versions = VERSIONS[name].map((version) => ({
      groupVersion: `${name}/${version}`,
      version,
    }));
    return { name, versions, preferredVersion: versions[0] };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/** `/apis` as the API server asks for it since 1.26: everything in one document. */
export function groupDiscoveryList(service: Served, version: 'v2' | 'v2beta1'): object {
  const items = servedGroups(service).map((name) => ({
    metadata: { name, creationTimestamp: null },
    versions: VERSIONS[name].map((each) => ({
      version: each,
      resources:
        name === CUSTOM_GROUP
          ? customDiscovery(each, service.custom)
          : externalDiscovery(each, service.external),
      freshness: 'Current',
    })),
  }));
  const apiVersion = `apidiscovery.k8s.io/${version}`;
  return { kind: 'APIGroupDiscoveryList', apiVersion, metadata: {}, items };
}

/** A metric is a subresource of what it is a metric of, which nobody can get here by itself. */
function customDiscovery(version: string, registry: CustomRegistry | undefined): readonly object[] {
  const metrics = new Map<string, Set<string>>();
  const inNamespaces = new Set<string>();
  for (const { metric, resource, namespaced } of registry?.list() ?? []) {
    const parent = formatGroupResource(resource);
    metrics.set(parent, (metrics.get(parent) ?? new Set()).add(metric));
    if (namespaced) inNamespaces.add(parent);
  }
  const responseKind = { group: CUSTOM_GROUP, version, kind: 'MetricValueList' };
  return [...metrics]
    .toSorted(([one], [other]) => compareText(one, other))
    .map(([resource, names]) => ({
      resource,
      // Clients of 1.26 fail on one that is missing.
      responseKind: { group: '', version: '', kind: '' },
      scope: inNamespaces.has(resource) ? 'Namespaced' : 'Cluster',
      singularResource: '',
      verbs: [],
      subresources: [...names].toSorted(compareText).map((subresource) => ({
        subresource,
        responseKind,
        verbs: ['get'],
      })),
    }));
}

function externalDiscovery(
  version: string,
  registry: ExternalRegistry | undefined,
): readonly object[] {
  const responseKind = { group: EXTERNAL_GROUP, version, kind: 'ExternalMetricValueList' };
  return (registry?.list() ?? [])
    .map(({ metric }) => metric)
    .toSorted(compareText)
    .map((resource) => ({
      resource,
      responseKind,
      scope: 'Namespaced',
      singularResource: '',
      verbs: ['get'],
    }));
}
