import * as v from 'valibot';
import {
  items,
  type Metadata,
  metadata,
  operatorGroup,
  part,
  requiredText,
} from './extension-schema.ts';
import { mistake } from './placed-schema.ts';

/** A reference to an extension. */
export interface ExtensionReference {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

/** A GatewayConfiguration or a ControlPlane, as far as it attaches extensions. */
export interface ExtensionUser {
  readonly metadata: Metadata;
  readonly spec: {
    readonly extensions: readonly ExtensionReference[];
    readonly konnect?: unknown;
  };
}

const allowed: ReadonlySet<string> = new Set([
  'konnect.konghq.com/KonnectExtension',
  `${operatorGroup}/DataPlaneMetricsExtension`,
]);

const reference: v.GenericSchema<unknown, ExtensionReference> = part({
  group: v.optional(v.string(), ''),
  kind: requiredText,
  name: requiredText,
  namespace: v.exactOptional(v.string()),
});

/** The definitions of the operator allow two kinds, and one of each. */
function extensions(kind: string): v.GenericSchema<unknown, readonly ExtensionReference[]> {
  return v.optional(
    v.pipe(
      items(reference),
      v.maxLength(2, ({ received }) =>
        mistake(`Too many: ${received}: must have at most 2 items`, 'remove what is too much'),
      ),
      v.check(
        (all) => all.every(({ group, kind: of }) => allowed.has(`${group}/${of}`)),
        mistake(
          `Invalid value: "array": Extension not allowed for ${kind}`,
          `write group: ${operatorGroup} and kind: DataPlaneMetricsExtension`,
        ),
      ),
      v.check(
        (all) => new Set(all.map(({ group, kind: of }) => `${group}/${of}`)).size === all.length,
        mistake(
          'the same kind of extension is attached twice, which the operator does not accept',
          'put the services of both into one DataPlaneMetricsExtension',
        ),
      ),
    ),
    [],
  );
}

/** Of `gateway-operator.konghq.com/v1beta1` or `v2beta1`. */
export function extensionUserSchema(kind: string): v.GenericSchema<unknown, ExtensionUser> {
  return part({
    metadata,
    spec: v.pipe(
      part({ extensions: extensions(kind), konnect: v.optional(v.unknown()) }),
      v.check(
        ({ konnect, extensions: all }) => konnect === undefined || all.length === 0,
        mistake(
          'spec.konnect and spec.extensions exclude each other: Konnect manages that gateway',
          'remove spec.extensions here, and name its data planes in the enrichment',
        ),
      ),
    ),
  });
}

/** What a GatewayClass takes its configuration from. */
export interface GatewayClass {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly parametersRef?:
      | {
          readonly group: string;
          readonly kind: string;
          readonly name: string;
          readonly namespace?: string | undefined;
        }
      | undefined;
  };
}

export const gatewayClassSchema: v.GenericSchema<unknown, GatewayClass> = part({
  metadata: part({ name: requiredText }),
  spec: part({
    parametersRef: v.exactOptional(
      part({
        group: v.string(),
        kind: requiredText,
        name: requiredText,
        namespace: v.exactOptional(v.string()),
      }),
    ),
  }),
});

export interface Gateway {
  readonly metadata: Metadata;
  readonly spec: { readonly gatewayClassName: string };
}

export const gatewaySchema: v.GenericSchema<unknown, Gateway> = part({
  metadata,
  spec: part({ gatewayClassName: requiredText }),
});
