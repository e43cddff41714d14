import type { KindRow } from '@flyball/core';
import {
  array,
  type GenericSchema,
  nullish,
  object,
  optional,
  pipe,
  string,
  transform,
} from 'valibot';

/**
 * Groups whose resources are those of others, measured: a `services` of custom.metrics.k8s.io is no
 * kind of its own.
 */
const measuring: ReadonlySet<string> = new Set([
  'custom.metrics.k8s.io',
  'external.metrics.k8s.io',
]);

/** An APIGroupDiscoveryList: every kind of every version, the preferred version of a group first. */
export const groupKindsSchema: GenericSchema<unknown, readonly KindRow[]> = pipe(
  object({
    items: array(
      object({
        metadata: optional(object({ name: optional(string(), '') }), {}),
        versions: nullish(
          array(
            object({
              version: string(),
              resources: nullish(
                array(
                  object({
                    resource: string(),
                    responseKind: nullish(object({ kind: optional(string(), '') }), {}),
                    scope: optional(string(), ''),
                    singularResource: optional(string(), ''),
                  }),
                ),
                [],
              ),
            }),
          ),
          [],
        ),
      }),
    ),
  }),
  transform(({ items }) =>
    items.flatMap(({ metadata, versions }) => {
      const group = metadata.name ?? '';
      if (measuring.has(group)) return [];
      return versions.flatMap(({ version, resources }, index) =>
        resources
          .filter(({ responseKind }) => (responseKind?.kind ?? '') !== '')
          .map((found) => ({
            group,
            version,
            preferred: index === 0,
            resource: found.resource,
            singular: found.singularResource,
            kind: found.responseKind?.kind ?? '',
            namespaced: found.scope === 'Namespaced',
          })),
      );
    }),
  ),
);
