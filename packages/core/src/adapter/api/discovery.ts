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

/** `/apis/custom.metrics.k8s.io/<version>`: every metric of every resource, by name. */
export function customResources(version: string, registry: CustomRegistry): ApiAnswer {
  const resources = registry.list().map(({ metric, resource, namespaced }) => ({
    name: `${formatGroupResource(resource)}/${metric}`,
    singularName: '',
    namespaced,
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
  resources: readonly { readonly name: string; readonly namespaced: boolean }[],
): ApiAnswer {
  const body = {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/${version}`,
    resources: resources.toSorted(
      (one, other) =>
        compareText(one.name, other.name) || Number(one.namespaced) - Number(other.namespaced),
    ),
  };
  return { status: 200, body };
}
