import { formatGroupVersion, type GroupVersion, guessResource } from '@flyball/core';
import { array, type GenericSchema, object, string } from 'valibot';
import {
  type CallOptions,
  type Clock,
  type Failure,
  failure,
  type Result,
  success,
} from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';

/** What every cluster calls so; nobody has to be asked. */
const builtIn: ReadonlyMap<string, string> = new Map([
  ['apps/v1 Deployment', 'deployments'],
  ['apps/v1 StatefulSet', 'statefulsets'],
  ['apps/v1 ReplicaSet', 'replicasets'],
  ['v1 ReplicationController', 'replicationcontrollers'],
]);

/** So long an API server's list of resources is believed. */
const believedMs = 10 * 60_000;

/** The same about a kind that it did not name: its definition may just have been installed. */
const absenceBelievedMs = 15_000;

/** Of an `APIResourceList`, the names and what they are names of. */
const resourceListSchema: GenericSchema<
  unknown,
  { readonly resources: readonly { readonly name: string; readonly kind: string }[] }
> = object({ resources: array(object({ name: string(), kind: string() })) });

interface Served {
  readonly askedAt: number;
  /** Plural names by kind, of resources that have a scale subresource. */
  readonly scalable: ReadonlyMap<string, string>;
}

/**
 * What a kind is called in paths: `deployments` for `Deployment`. The API server is asked once for
 * each group and version; where it may not be asked, the usual guess has to do.
 */
export class ResourceNames {
  readonly #api: KubernetesApi;
  readonly #clock: Clock;
  readonly #served = new Map<string, Served>();

  constructor(api: KubernetesApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** @returns the plural name, or `not-found` when the kind has no scale subresource there */
  async pluralOf(
    groupVersion: GroupVersion,
    kind: string,
    options: CallOptions,
  ): Promise<Result<string>> {
    const apiVersion = formatGroupVersion(groupVersion);
    const known = builtIn.get(`${apiVersion} ${kind}`);
    if (known !== undefined) return success(known);

    const now = this.#clock.now();
    const before = this.#served.get(apiVersion);
    if (before !== undefined) {
      const plural = before.scalable.get(kind);
      const age = now - before.askedAt;
      if (plural !== undefined && age < believedMs) return success(plural);
      if (plural === undefined && age < absenceBelievedMs) return absent(apiVersion, kind);
    }

    const scalable = await this.#discover(groupVersion, options);
    if (!scalable.ok) {
      return scalable.reason === 'forbidden' ? success(guessResource(kind).plural) : scalable;
    }
    this.#served.set(apiVersion, { askedAt: now, scalable: scalable.value });
    const plural = scalable.value.get(kind);
    return plural === undefined ? absent(apiVersion, kind) : success(plural);
  }

  async #discover(
    { group, version }: GroupVersion,
    { signal }: CallOptions,
  ): Promise<Result<ReadonlyMap<string, string>>> {
    const list = await this.#api.call({
      kind: 'read',
      names: group === '' ? [version] : [group, version],
      request: ({ core, custom }) =>
        group === '' ? core.getAPIResources() : custom.getAPIResources(group, version),
      schema: resourceListSchema,
      signal,
    });
    return list.ok ? success(scalableKinds(list.value.resources)) : list;
  }
}

function absent(apiVersion: string, kind: string): Failure {
  return failure('not-found', `${apiVersion} has no ${kind} with a scale subresource`);
}

/** `widgets` is scalable when `widgets/scale` is served; the latter's own kind is `Scale`. */
function scalableKinds(
  resources: readonly { readonly name: string; readonly kind: string }[],
): ReadonlyMap<string, string> {
  const names = new Set(resources.map(({ name }) => name));
  return new Map(
    resources
      .filter(({ name }) => names.has(`${name}/scale`))
      .map(({ kind, name }) => [kind, name]),
  );
}
