import * as v from 'valibot';
import { mistake } from './placed-schema.ts';

/** The group of the operator's own kinds. */
export const operatorGroup = 'gateway-operator.konghq.com';

/** A DataPlaneMetricsExtension, as far as it means something to us. */
export interface MetricsExtension {
  readonly metadata: Metadata;
  readonly spec: {
    readonly serviceSelector: { readonly matchNames: readonly { readonly name: string }[] };
    readonly config: {
      readonly latency: boolean;
      readonly bandwidth: boolean;
      readonly statusCode: boolean;
      readonly upstreamHealth: boolean;
    };
  };
}

export interface Metadata {
  readonly name: string;
  readonly namespace: string;
}

/** The texts are those of an API server that has the operator's definitions. */
const texts = {
  required: mistake('Required value', 'write it'),
  unknown: mistake('unknown field', 'remove it; kubectl refuses it, too'),
  text: mistake('Invalid value: must be of type string', 'write a text, in quotes'),
  switch: mistake('Invalid value: must be of type boolean', 'write true or false, without quotes'),
  object: mistake('Invalid value: must be of type object', 'write its members as name: value'),
  array: mistake('Invalid value: must be of type array', 'begin each of its entries with "- "'),
} as const;

/** An object that may hold what we know and nothing else, as `kubectl apply` takes it. */
function manifest<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, v.ErrorMessage<v.StrictObjectIssue>> {
  return v.strictObject(entries, ({ expected }) => {
    if (expected === 'never') return texts.unknown;
    return expected === 'Object' ? texts.object : texts.required;
  });
}

/** The same of an object that has more members than we look at. */
export function part<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.LooseObjectSchema<Entries, v.ErrorMessage<v.LooseObjectIssue>> {
  return v.looseObject(entries, ({ expected }) =>
    expected === 'Object' ? texts.object : texts.required,
  );
}

export const requiredText: v.GenericSchema<unknown, string> = v.pipe(
  v.string(texts.text),
  v.nonEmpty(texts.required),
);

export const metadata: v.GenericSchema<unknown, Metadata> = part({
  name: requiredText,
  namespace: v.optional(v.string(texts.text), 'default'),
});

export function items<Item>(
  item: v.GenericSchema<unknown, Item>,
): v.ArraySchema<v.GenericSchema<unknown, Item>, string> {
  return v.array(item, texts.array);
}

const toggle = v.optional(v.boolean(texts.switch), false);

const names = v.pipe(
  items(manifest({ name: requiredText })),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [index, { name }] of dataset.value.entries()) {
      if (dataset.value.findIndex((other) => other.name === name) === index) continue;
      addIssue({
        message: mistake(
          `Duplicate value: ${JSON.stringify({ name })}`,
          'name each service once: remove one of the two',
        ),
        path: [
          {
            type: 'array',
            origin: 'value',
            input: dataset.value,
            key: index,
            value: dataset.value[index],
          },
        ],
      });
    }
  }),
);

/** `gateway-operator.konghq.com/v1alpha1`, validated as the operator's definition has it. */
export const extensionSchema: v.GenericSchema<unknown, MetricsExtension> = part({
  metadata,
  spec: manifest({
    serviceSelector: manifest({ matchNames: names }),
    config: v.optional(
      manifest({
        latency: toggle,
        bandwidth: toggle,
        statusCode: toggle,
        upstreamHealth: toggle,
      }),
      {},
    ),
  }),
});
