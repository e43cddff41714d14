import {
  checkPathSegmentName,
  Pattern,
  PatternError,
  parseSelector,
  SelectorError,
} from '@flyball/core';
import * as v from 'valibot';
import { mistake } from './placed-schema.ts';

/** The file of the enrichment, as it is written. */
export interface WrittenEnrichment {
  readonly enrichment: {
    readonly dataPlanes: readonly WrittenDataPlane[];
    readonly services?: readonly string[];
    readonly config?: {
      readonly latency: boolean;
      readonly bandwidth: boolean;
      readonly statusCode: boolean;
      readonly upstreamHealth: boolean;
    };
    readonly metrics: readonly {
      readonly name: string;
      readonly service: string;
      readonly keep: readonly string[];
      readonly buckets: readonly number[];
    }[];
    readonly keep: readonly string[];
    readonly mapping: {
      readonly tags?: boolean;
      readonly kongNames: boolean;
      readonly table: Readonly<Record<string, string>>;
      readonly patterns: readonly Pattern[];
    };
  };
}

export interface WrittenDataPlane {
  readonly url?: string;
  readonly namespace?: string;
  readonly selector?: string;
  readonly port?: number | string;
  readonly scheme?: 'http' | 'https';
  readonly path?: string;
  readonly adminService?: string;
}

/** The labels that tell the Kubernetes object; a gateway's own cannot stay under their names. */
const ours = [
  'namespace',
  'service',
  'kubernetes_apiversion',
  'kubernetes_kind',
  'kubernetes_name',
  'kubernetes_namespace',
  'dataplane_url',
] as const;

const list = mistake('is no list', 'begin each of its entries with "- "');
const absent = mistake('is missing', 'write it');

function mapping<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, v.ErrorMessage<v.StrictObjectIssue>> {
  return v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') {
      return mistake('there is no such field', `use one of ${Object.keys(entries).join(', ')}`);
    }
    return expected === 'Object'
      ? mistake('is no mapping', 'write its members as name: value, indented below it')
      : absent;
  });
}

const text = v.pipe(
  v.string(mistake('is no text', 'write a text, in quotes')),
  v.nonEmpty(mistake('is empty', 'write it, or remove the field')),
);
const toggle = v.boolean(mistake('is neither true nor false', 'write true or false'));

const name = v.pipe(
  text,
  v.check(
    (value) => checkPathSegmentName(value).length === 0,
    mistake('is no name of a Kubernetes object', 'write the name alone, such as kong'),
  ),
);

const serviceName = v.pipe(
  text,
  v.regex(
    /^[^/]+\/[^/]+$/,
    mistake('names no service', 'write namespace/name, such as kong/command'),
  ),
);

const kept = v.pipe(
  text,
  v.check(
    (label) => !ours.some((own) => own === label),
    mistake(
      `is a label that the enrichment sets itself`,
      `keep another label; ${ours.join(', ')} tell the Kubernetes object`,
    ),
  ),
);

const url = v.pipe(
  text,
  v.check(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    mistake('is no address', 'write the whole address: http://10.1.2.3:8100/metrics'),
  ),
  v.check(
    (value) =>
      !URL.canParse(value) || `${new URL(value).username}${new URL(value).password}` === '',
    mistake('holds a password, which would be shown as a label', 'use a client certificate'),
  ),
);

const selector = v.pipe(
  text,
  v.check(
    (value) => {
      try {
        parseSelector(value);
        return true;
      } catch (error) {
        if (error instanceof SelectorError) return false;
        throw error;
      }
    },
    mistake('is no label selector', 'write it as kubectl takes it: app=kong,tier!=canary'),
  ),
);

const port = v.union(
  [
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    v.pipe(v.string(), v.regex(/[a-z]/)),
  ],
  mistake('is no port', 'write a number such as 8100, or the name that a container declares'),
);

const dataPlane: v.GenericSchema<unknown, WrittenDataPlane> = v.pipe(
  mapping({
    url: v.exactOptional(url),
    namespace: v.exactOptional(name),
    selector: v.exactOptional(selector),
    port: v.exactOptional(port),
    scheme: v.exactOptional(
      v.picklist(['http', 'https'], mistake('is no scheme', 'write http or https')),
    ),
    path: v.exactOptional(
      v.pipe(text, v.startsWith('/', mistake('is no path', 'begin it with /, as in /metrics'))),
    ),
    adminService: v.exactOptional(name),
  }),
  v.check(
    ({ url: address, ...rest }) => address === undefined || Object.keys(rest).length === 0,
    mistake('has an address and more', 'write url alone, or namespace and selector'),
  ),
  v.check(
    (written) =>
      written.url !== undefined ||
      (written.namespace !== undefined && written.selector !== undefined),
    mistake(
      'does not say where its pods are',
      'write namespace and selector, such as namespace: kong and selector: app=kong; or a url',
    ),
  ),
);

const pattern = v.pipe(
  text,
  v.rawTransform(({ dataset, addIssue, NEVER }): Pattern => {
    const refuse = (message: string) => {
      addIssue({
        message: mistake(
          message,
          'write an RE2 pattern: (?P<namespace>[^.]+)\\.(?P<name>[^.]+)\\..*',
        ),
      });
      return NEVER;
    };
    try {
      const read = new Pattern(dataset.value);
      const named = ['namespace', 'name'].every((group) => read.groupNames.includes(group));
      return named ? read : refuse('has no groups namespace and name');
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return refuse(error.message);
    }
  }),
);

export const enrichmentSchema: v.GenericSchema<unknown, WrittenEnrichment> = mapping({
  enrichment: mapping({
    dataPlanes: v.pipe(
      v.array(dataPlane, list),
      v.minLength(1, mistake('is empty', 'say where the pods of the gateway are')),
    ),
    services: v.exactOptional(v.array(serviceName, list)),
    config: v.exactOptional(
      mapping({
        latency: v.optional(toggle, false),
        bandwidth: v.optional(toggle, false),
        statusCode: v.optional(toggle, false),
        upstreamHealth: v.optional(toggle, false),
      }),
    ),
    metrics: v.optional(
      v.array(
        mapping({
          name: text,
          service: text,
          keep: v.optional(v.array(kept, list), []),
          buckets: v.optional(
            v.array(v.number(mistake('is no number', 'write the upper bound of a bucket')), list),
            [],
          ),
        }),
        list,
      ),
      [],
    ),
    keep: v.optional(v.array(kept, list), []),
    mapping: v.optional(
      mapping({
        tags: v.exactOptional(toggle),
        kongNames: v.optional(toggle, false),
        table: v.optional(v.record(v.string(), serviceName), {}),
        patterns: v.optional(v.array(pattern, list), []),
      }),
      {},
    ),
  }),
});
