import { compareText } from '../../go/index.ts';
import type { AdapterCompatibility } from '../compatibility.ts';
import { formatGroupResource } from '../kinds/group-resource.ts';
import type { CustomRegistry, ExternalRegistry } from '../registry/registry.ts';
import { CUSTOM_GROUP, EXTERNAL_GROUP, type MetricsGroup, VERSIONS } from './route.ts';
import type { ApiAnswer } from './status.ts';

/** `/apis/<group>`. prometheus-adapter does not tell of v1beta2, though it serves it. */
export function groupDocument(group: MetricsGroup, compatibility: AdapterCompatibility): ApiAnswer {
  const served = VERSIONS[group];
  const told = compatibility === 'prometheus-adapter' ? served.slice(-1) : served;
  const versions = told.map((version) => ({ groupVersion: `${group}/${version}`, version }));
  const body = {
    kind: 'APIGroup',
    apiVersion: 'v1',
    name: group,
    versions,
    preferredVersion: versions[0],
  };
  return { status: 200, body };
}

/**
 * `/apis/custom.metrics.k8s.io/<version>`: every metric of every resource, by name. All metrics of a
 * resource are told to stand in namespaces if one does: the API server refuses a list that says both.
 */
export function customResources(version: string, registry: CustomRegistry): ApiAnswer {
  const inNamespaces = new Set<string>();
  const names = new Map<string, string>();
  for (const { metric, resource, namespaced } of registry.list()) {
    const parent = formatGroupResource(resource);
    if (namespaced) inNamespaces.add(parent);
    names.set(`${parent}/${metric}`, parent);
  }
  const resources = [...names].map(([name, parent]) => ({
    name,
    singularName: '',
    namespaced: inNamespaces.has(parent),
    kind: 'MetricValueList',
    verbs: ['get'],
  }));
  return resourceList(CUSTOM_GROUP, version, resources);
}

/** `/apis/external.metrics.k8s.io/<version>`: every metric, by name. */
export function externalResources(version: string, registry: ExternalRegistry): ApiAnswer {
  const resources = registry.list().map(({ metric }) => ({
    name: metric,
    singularName: '',
    namespaced: true,
    kind: 'ExternalMetricValueList',
    verbs: ['get'],
  }));
  return resourceList(EXTERNAL_GROUP, version, resources);
}

function resourceList(
  group: MetricsGroup,
  version: string,
  resources: readonly { readonly name: string }[],
): ApiAnswer {
  const body = {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/${version}`,
    resources: resources.toSorted((one, other) => compareText(one.name, other.name)),
  };
  return { status: 200, body };
}
