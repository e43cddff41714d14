import { formatSelector, type KindRow, type Selector, selectsEverything } from '@flyball/core';
import { array, type GenericSchema, nullish, object, pipe, string, transform } from 'valibot';
import { type CallOptions, type ClusterObjects, type Result, success } from '../ports/index.ts';
import { groupKindsSchema } from './kind-schema.ts';
import type { KubernetesApi } from './kubernetes-api.ts';

/** Names alone, without what the objects hold. */
const namesOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** All groups in one document; Kubernetes has it since 1.26, and this version since 1.30. */
const wholeDiscovery = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(',');

const namesSchema: GenericSchema<unknown, readonly string[]> = pipe(
  // Go writes an empty list of this kind as null.
  object({ items: nullish(array(object({ metadata: object({ name: string() }) })), []) }),
  transform(({ items }) => items.map(({ metadata }) => metadata.name)),
);

/** Kinds and names of objects from a real API server. */
export class KubernetesClusterObjects implements ClusterObjects {
  readonly #api: KubernetesApi;

  constructor(api: KubernetesApi) {
    this.#api = api;
  }

  async kinds({ signal }: CallOptions): Promise<Result<readonly KindRow[]>> {
    const rows: KindRow[] = [];
    for (const path of ['/api', '/apis']) {
      const found = await this.#get(path, wholeDiscovery, groupKindsSchema, signal);
      if (!found.ok) return found;
      rows.push(...found.value);
    }
    return success(rows);
  }

  names(
    { group, version, resource }: KindRow,
    namespace: string,
    selector: Selector,
    { signal }: CallOptions,
  ): Promise<Result<readonly string[]>> {
    const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
    const inside = namespace === '' ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
    // What the API server has in its memory is new enough, and costs etcd nothing.
    const query = new URLSearchParams({ resourceVersion: '0' });
    if (!selectsEverything(selector)) query.set('labelSelector', formatSelector(selector));
    return this.#get(`${root}${inside}/${resource}?${query}`, namesOnly, namesSchema, signal, [
      ...(namespace === '' ? [] : [namespace]),
    ]);
  }

  #get<Value>(
    path: string,
    accept: string,
    schema: GenericSchema<unknown, Value>,
    signal: AbortSignal,
    names: readonly string[] = [],
  ): Promise<Result<Value>> {
    return this.#api.call({
      kind: 'read',
      names,
      request: async (generated) => {
        const request = generated.get(path);
        request.setHeaderParam('Accept', accept);
        return request;
      },
      schema,
      signal,
    });
  }
}
