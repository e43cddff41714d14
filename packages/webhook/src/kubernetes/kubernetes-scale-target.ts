import { type GroupVersion, GroupVersionError, type Pod, parseGroupVersion } from '@flyball/core';
import type { RequestContext } from '@kubernetes/client-node/dist/gen/http/http.js';
import {
  type CallOptions,
  type Clock,
  failure,
  type Result,
  type ScaleTarget,
  success,
  type TargetReference,
  type TargetScale,
} from '../ports/index.ts';
import type { GeneratedApi } from './generated-api.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { listPods } from './list-pods.ts';
import { answerMayBeLost } from './lost-answer.ts';
import { podListSchema } from './pod-schema.ts';
import { fieldManager, mergePatch } from './requests.ts';
import { ResourceNames } from './resource-names.ts';
import { scaleSchema } from './scale-schema.ts';

/** A target with the names that its path is made of. */
interface Addressed {
  readonly target: TargetReference;
  readonly groupVersion: GroupVersion;
  readonly plural: string;
}

/** Replica counts and pods of a real cluster: of anything that has a scale subresource. */
export class KubernetesScaleTarget implements ScaleTarget {
  readonly #api: KubernetesApi;
  readonly #names: ResourceNames;

  constructor(api: KubernetesApi, clock: Clock) {
    this.#api = api;
    this.#names = new ResourceNames(api, clock);
  }

  async readScale(target: TargetReference, options: CallOptions): Promise<Result<TargetScale>> {
    const address = await this.#address(target, options);
    return address.ok ? this.#read(address.value, options) : address;
  }

  async writeScale(
    target: TargetReference,
    replicas: number,
    resourceVersion: string,
    options: CallOptions,
  ): Promise<Result<TargetScale>> {
    const address = await this.#address(target, options);
    if (!address.ok) return address;
    const body = { metadata: { resourceVersion }, spec: { replicas } };
    const write = (): Promise<Result<TargetScale>> =>
      this.#api.call({
        kind: 'write',
        names: namesOf(address.value),
        request: (generated) => mergePatch(patchRequest(generated, address.value, body)),
        schema: scaleSchema,
        ...options,
      });

    const written = await write();
    if (written.ok || !answerMayBeLost(written)) return written;
    const now = await this.#read(address.value, options);
    if (!now.ok) return written;
    // It never arrived; should it still do, one of the two gets the conflict.
    if (now.value.resourceVersion === resourceVersion) return write();
    return now.value.specReplicas === replicas ? now : written;
  }

  listPods(
    namespace: string,
    selector: string,
    options: CallOptions,
  ): Promise<Result<readonly Pod[]>> {
    return listPods(this.#api, namespace, selector, podListSchema, options);
  }

  async #address(target: TargetReference, options: CallOptions): Promise<Result<Addressed>> {
    let groupVersion: GroupVersion;
    try {
      groupVersion = parseGroupVersion(target.apiVersion);
    } catch (error) {
      if (!(error instanceof GroupVersionError)) throw error;
      return failure(
        'invalid',
        `apiVersion of ${target.namespace}/${target.name}: ${error.message}`,
      );
    }
    const plural = await this.#names.pluralOf(groupVersion, target.kind, options);
    return plural.ok ? success({ target, groupVersion, plural: plural.value }) : plural;
  }

  #read(address: Addressed, options: CallOptions): Promise<Result<TargetScale>> {
    return this.#api.call({
      kind: 'read',
      names: namesOf(address),
      request: (generated) => readRequest(generated, address),
      schema: scaleSchema,
      ...options,
    });
  }
}

function readRequest(
  { core, custom }: GeneratedApi,
  { target, groupVersion, plural }: Addressed,
): Promise<RequestContext> {
  const { namespace, name } = target;
  const { group, version } = groupVersion;
  return group === ''
    ? core.readNamespacedReplicationControllerScale(name, namespace)
    : custom.getNamespacedCustomObjectScale(group, version, namespace, plural, name);
}

function patchRequest(
  { core, custom }: GeneratedApi,
  { target, groupVersion, plural }: Addressed,
  body: unknown,
): Promise<RequestContext> {
  const { namespace, name } = target;
  const { group, version } = groupVersion;
  return group === ''
    ? core.patchNamespacedReplicationControllerScale(
        name,
        namespace,
        body,
        undefined,
        undefined,
        fieldManager,
      )
    : custom.patchNamespacedCustomObjectScale(
        group,
        version,
        namespace,
        plural,
        name,
        body,
        undefined,
        fieldManager,
      );
}

/** The core group is part of no path; it has one kind that scales, whose path is fixed. */
function namesOf({ target, groupVersion, plural }: Addressed): readonly string[] {
  const { group, version } = groupVersion;
  const names = [version, target.namespace, plural, target.name];
  return group === '' ? names : [group, ...names];
}
