import {
  array,
  type GenericSchema,
  nullish,
  object,
  optional,
  pipe,
  record,
  string,
  transform,
  unknown,
} from 'valibot';
import type { PolicyDocument } from '../ports/index.ts';

/** A ConfigMap as an API server shows it. */
export const policyDocumentSchema: GenericSchema<unknown, PolicyDocument> = pipe(
  object({
    metadata: object({
      namespace: string(),
      name: string(),
      uid: string(),
      resourceVersion: string(),
      creationTimestamp: string(),
    }),
    data: nullish(record(string(), string()), {}),
  }),
  transform(({ metadata: { creationTimestamp, ...metadata }, data }) => ({
    ...metadata,
    createdAt: Date.parse(creationTimestamp),
    data,
  })),
);

/** A page of a list of them. */
export const policyPageSchema: GenericSchema<
  unknown,
  {
    readonly documents: readonly PolicyDocument[];
    readonly revision: string;
    /** Where the next page begins; empty after the last one. */
    readonly next: string;
  }
> = pipe(
  object({
    metadata: object({ resourceVersion: string(), continue: optional(string(), '') }),
    items: nullish(array(policyDocumentSchema), []),
  }),
  transform(({ metadata, items }) => ({
    documents: items,
    revision: metadata.resourceVersion,
    next: metadata.continue,
  })),
);

/** What stands in one line of a watch. */
export const watchLineSchema: GenericSchema<
  unknown,
  { readonly type: string; readonly object: unknown }
> = object({ type: string(), object: unknown() });

/** The revision that a bookmark is there for. */
export const bookmarkSchema: GenericSchema<
  unknown,
  { readonly metadata: { readonly resourceVersion: string } }
> = object({ metadata: object({ resourceVersion: string() }) });
