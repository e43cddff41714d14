/** `metadata` of any object of Kubernetes, field for field. Instants are RFC 3339 texts. */
export interface ObjectMeta {
  readonly name?: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly selfLink?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string | null;
  readonly deletionTimestamp?: string | null;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
  readonly managedFields?: readonly ManagedFieldsEntry[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  readonly time?: string | null;
  readonly fieldsType?: string;
  readonly fieldsV1?: unknown;
  readonly subresource?: string;
}

/** What an update takes over from the old object: what only the server sets, where it did. */
export function systemFields(meta: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const { uid, creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } = old;
  return {
    ...(uid !== undefined && (meta.uid ?? '') === '' && { uid }),
    ...((creationTimestamp ?? null) !== null && { creationTimestamp }),
    ...((deletionTimestamp ?? null) !== null && { deletionTimestamp }),
    ...(deletionGracePeriodSeconds !== undefined &&
      meta.deletionGracePeriodSeconds === undefined && { deletionGracePeriodSeconds }),
  };
}
