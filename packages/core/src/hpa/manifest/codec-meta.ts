import {
  boolean,
  type Codec,
  instant,
  int64,
  list,
  map,
  optional,
  pointer,
  raw,
  required,
  struct,
  text,
} from '../../decoding/index.ts';
import type { MetricSelector, MetricSelectorRequirement } from './metrics.ts';
import type { ManagedFieldsEntry, ObjectMeta, OwnerReference } from './object-meta.ts';

const ownerReference: Codec<OwnerReference> = struct<OwnerReference>('v1.OwnerReference', {
  apiVersion: required(text()),
  kind: required(text()),
  name: required(text()),
  uid: required(text('types.UID')),
  controller: optional(pointer(boolean)),
  blockOwnerDeletion: optional(pointer(boolean)),
});

const managedFieldsEntry: Codec<ManagedFieldsEntry> = struct<ManagedFieldsEntry>(
  'v1.ManagedFieldsEntry',
  {
    manager: optional(text()),
    operation: optional(text('v1.ManagedFieldsOperationType')),
    apiVersion: optional(text()),
    time: optional(pointer(instant)),
    fieldsType: optional(text()),
    fieldsV1: optional(raw),
    subresource: optional(text()),
  },
);

/** `metadata` of every object. */
export const objectMeta: Codec<ObjectMeta> = struct<ObjectMeta>('v1.ObjectMeta', {
  name: optional(text()),
  generateName: optional(text()),
  namespace: optional(text()),
  selfLink: optional(text()),
  uid: optional(text('types.UID')),
  resourceVersion: optional(text()),
  generation: optional(int64),
  creationTimestamp: optional(instant),
  deletionTimestamp: optional(pointer(instant)),
  deletionGracePeriodSeconds: optional(pointer(int64)),
  labels: optional(map(text())),
  annotations: optional(map(text())),
  ownerReferences: optional(list(ownerReference)),
  finalizers: optional(list(text())),
  managedFields: optional(list(managedFieldsEntry)),
});

/** A label selector, which the API server decodes but does not look into. */
export const labelSelector: Codec<MetricSelector> = struct<MetricSelector>('v1.LabelSelector', {
  matchLabels: optional(map(text())),
  matchExpressions: optional(
    list(
      struct<MetricSelectorRequirement>('v1.LabelSelectorRequirement', {
        key: required(text()),
        operator: required(text('v1.LabelSelectorOperator')),
        values: optional(list(text())),
      }),
    ),
  ),
});
