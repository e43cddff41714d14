import type { DiscoveryRule } from '@flyball/core';
import * as v from 'valibot';

/** The first line of every adapter recording: the kinds of the cluster that the answers assume. */
export const kindTable = v.strictObject({
  kind: v.literal('restMapper'),
  rows: v.array(
    v.strictObject({
      group: v.string(),
      version: v.string(),
      preferred: v.boolean(),
      resource: v.string(),
      singular: v.string(),
      kind: v.string(),
      namespaced: v.boolean(),
    }),
  ),
});

export type KindRows = v.InferOutput<typeof kindTable>;

const optionalText = v.optional(v.string());

export const resources = v.strictObject({
  template: optionalText,
  overrides: v.optional(
    v.record(v.string(), v.strictObject({ group: optionalText, resource: v.string() })),
  ),
  namespaced: v.optional(v.boolean()),
});

const rule = v.strictObject({
  seriesQuery: v.string(),
  seriesFilters: v.nullable(v.array(v.strictObject({ is: optionalText, isNot: optionalText }))),
  resources,
  name: v.strictObject({ matches: v.string(), as: v.string() }),
  metricsQuery: optionalText,
});

export const rules = v.array(rule);

/** Label sets by series query. */
export const seriesByQuery = v.record(v.string(), v.array(v.record(v.string(), v.string())));

/** The rules as the configuration types have them: an absent member is absent, not undefined. */
export function withoutNull(list: v.InferOutput<typeof rules>): readonly DiscoveryRule[] {
  return list.map(({ metricsQuery, seriesFilters, resources: mapping, ...rest }) => ({
    ...rest,
    seriesFilters: seriesFilters?.map(defined) ?? null,
    resources: {
      ...(mapping.template !== undefined && { template: mapping.template }),
      ...(mapping.namespaced !== undefined && { namespaced: mapping.namespaced }),
      ...(mapping.overrides !== undefined && {
        overrides: Object.fromEntries(
          Object.entries(mapping.overrides).map(([label, { group, resource }]) => [
            label,
            group === undefined ? { resource } : { group, resource },
          ]),
        ),
      }),
    },
    ...(metricsQuery !== undefined && { metricsQuery }),
  }));
}

function defined({ is, isNot }: { is?: string | undefined; isNot?: string | undefined }): {
  readonly is?: string;
  readonly isNot?: string;
} {
  return { ...(is !== undefined && { is }), ...(isNot !== undefined && { isNot }) };
}
