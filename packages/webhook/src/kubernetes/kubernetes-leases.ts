import { formatMicroInstant } from '@flyball/core';
import { V1MicroTime } from '@kubernetes/client-node/dist/types.js';
import { type GenericSchema, nullish, number, object, optional, string } from 'valibot';
import {
  type CallOptions,
  type Clock,
  type LeaseRequest,
  type LeaseState,
  type Leases,
  type Result,
  success,
} from '../ports/index.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import { fieldManager, mergePatch } from './requests.ts';

interface LeaseObject {
  readonly metadata: { readonly resourceVersion: string };
  readonly spec: {
    readonly holderIdentity?: string | null | undefined;
    readonly leaseDurationSeconds?: number | null | undefined;
    readonly leaseTransitions?: number | null | undefined;
  };
}

const leaseSchema: GenericSchema<unknown, LeaseObject> = object({
  metadata: object({ resourceVersion: string() }),
  spec: optional(
    object({
      holderIdentity: nullish(string()),
      leaseDurationSeconds: nullish(number()),
      leaseTransitions: nullish(number()),
    }),
    {},
  ),
});

/** A lease as it was seen last, and since when it has looked like that. */
interface Sighting {
  readonly resourceVersion: string;
  readonly since: number;
}

/** Leases of `coordination.k8s.io`, as Kubernetes' own controllers use them for elections. */
export class KubernetesLeases implements Leases {
  readonly #api: KubernetesApi;
  readonly #clock: Clock;
  readonly #sightings = new Map<string, Sighting>();

  constructor(api: KubernetesApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  async hold(request: LeaseRequest, options: CallOptions): Promise<Result<LeaseState>> {
    const { holder } = request;
    const found = await this.#read(request, options);
    if (!found.ok) return found;
    const now = this.#clock.now();
    if (found.value === null) return this.#create(request, now, options);

    const { metadata, spec } = found.value;
    const other = spec.holderIdentity ?? '';
    if (other !== '' && other !== holder) {
      const abandonedAt = this.#seen(request, metadata.resourceVersion, now) + durationOf(spec);
      if (now < abandonedAt) return success({ held: false, holder: other });
    }
    const acquired = other === holder ? {} : acquisition(spec, now);
    const body = { metadata, spec: { ...renewal(request, now), ...acquired } };
    return held(await this.#patch(request, body, options), request, now);
  }

  async release(request: LeaseRequest, options: CallOptions): Promise<Result<void>> {
    const found = await this.#read(request, options);
    if (!found.ok) return found;
    if (found.value?.spec.holderIdentity !== request.holder) return success(undefined);
    const { metadata } = found.value;
    const body = { metadata, spec: { holderIdentity: '' } };
    const released = await this.#patch(request, body, options);
    // Somebody who saw us gone was faster: it is not ours any more either way.
    if (released.ok || released.reason === 'conflict') return success(undefined);
    return released;
  }

  /** Since when the lease has been as it is now. */
  #seen({ namespace, name }: LeaseRequest, resourceVersion: string, now: number): number {
    const key = `${namespace}/${name}`;
    const before = this.#sightings.get(key);
    if (before?.resourceVersion === resourceVersion) return before.since;
    this.#sightings.set(key, { resourceVersion, since: now });
    return now;
  }

  /** Null when there is none. */
  async #read(
    { namespace, name }: LeaseRequest,
    { signal }: CallOptions,
  ): Promise<Result<LeaseObject | null>> {
    const found = await this.#api.call({
      kind: 'read',
      names: [namespace, name],
      request: ({ coordination }) => coordination.readNamespacedLease(name, namespace),
      schema: leaseSchema,
      signal,
    });
    return !found.ok && found.reason === 'not-found' ? success(null) : found;
  }

  async #create(
    request: LeaseRequest,
    now: number,
    { signal }: CallOptions,
  ): Promise<Result<LeaseState>> {
    const { namespace, name, holder, durationSeconds } = request;
    const labels = { 'app.kubernetes.io/managed-by': 'flyball' };
    const instant = new V1MicroTime(now);
    const created = await this.#api.call({
      kind: 'write',
      names: [namespace, name],
      request: ({ coordination }) =>
        coordination.createNamespacedLease(
          namespace,
          {
            metadata: { name, namespace, labels },
            spec: {
              holderIdentity: holder,
              leaseDurationSeconds: durationSeconds,
              acquireTime: instant,
              renewTime: instant,
              leaseTransitions: 0,
            },
          },
          undefined,
          undefined,
          fieldManager,
        ),
      schema: leaseSchema,
      signal,
    });
    return held(created, request, now);
  }

  #patch(
    { namespace, name }: LeaseRequest,
    body: unknown,
    { signal }: CallOptions,
  ): Promise<Result<LeaseObject>> {
    return this.#api.call({
      kind: 'write',
      names: [namespace, name],
      request: ({ coordination }) =>
        mergePatch(
          coordination.patchNamespacedLease(
            name,
            namespace,
            body,
            undefined,
            undefined,
            fieldManager,
          ),
        ),
      schema: leaseSchema,
      signal,
    });
  }
}

function durationOf({ leaseDurationSeconds }: LeaseObject['spec']): number {
  return (leaseDurationSeconds ?? 0) * 1_000;
}

function renewal({ holder, durationSeconds }: LeaseRequest, now: number): Record<string, unknown> {
  return {
    holderIdentity: holder,
    leaseDurationSeconds: durationSeconds,
    renewTime: formatMicroInstant(now),
  };
}

function acquisition(spec: LeaseObject['spec'], now: number): Record<string, unknown> {
  return {
    acquireTime: formatMicroInstant(now),
    leaseTransitions: (spec.leaseTransitions ?? 0) + 1,
  };
}

/** Whoever was faster has it now; who that is shows at the next call. */
function held(
  written: Result<unknown>,
  { durationSeconds }: LeaseRequest,
  now: number,
): Result<LeaseState> {
  if (written.ok) return success({ held: true, until: now + durationSeconds * 1_000 });
  const overtaken = written.reason === 'conflict' || written.reason === 'exists';
  return overtaken ? success({ held: false, holder: '' }) : written;
}
