import type { GenericSchema } from 'valibot';
import type { ConfigProblem } from '../config-problem.ts';
import { documentKind } from '../document-kind.ts';
import {
  type ExtensionUser,
  extensionUserSchema,
  gatewayClassSchema,
  gatewaySchema,
} from './binding-schema.ts';
import { extensionSchema, type MetricsExtension, operatorGroup } from './extension-schema.ts';
import { type PlacedDocument, problemAt, readPlaced } from './placed-schema.ts';

/** An extension, and the namespaces whose services it selects. */
export interface AttachedExtension {
  readonly placed: PlacedDocument;
  readonly extension: MetricsExtension;
  readonly namespaces: readonly string[];
}

interface Read<Value> {
  readonly placed: PlacedDocument;
  readonly value: Value;
}

/**
 * The DataPlaneMetricsExtensions among the documents. Its services are those of the Gateways whose
 * class takes its parameters from a configuration that attaches it; of the configuration where no
 * such Gateway is to be seen; of the extension itself where nothing is to be seen that attaches it.
 */
export function attachedExtensions(
  documents: readonly PlacedDocument[],
  problems: ConfigProblem[],
): readonly AttachedExtension[] {
  const all = <Value>(kind: string, schema: GenericSchema<unknown, Value>) =>
    readAll(documents, kind, schema, problems);
  const extensions = all('DataPlaneMetricsExtension', extensionSchema);
  const configurations = all('GatewayConfiguration', extensionUserSchema('GatewayConfiguration'));
  const controlPlanes = all('ControlPlane', extensionUserSchema('ControlPlane'));
  const classes = all('GatewayClass', gatewayClassSchema);
  const gateways = all('Gateway', gatewaySchema);

  /** Where the Gateways are that use a configuration. */
  const namespacesOf = ({ metadata }: ExtensionUser): readonly string[] => {
    const used = classes.filter(({ value: { spec } }) => {
      const reference = spec.parametersRef;
      return (
        reference?.kind === 'GatewayConfiguration' &&
        reference.name === metadata.name &&
        (reference.namespace ?? metadata.namespace) === metadata.namespace
      );
    });
    const names = new Set(used.map(({ value }) => value.metadata.name));
    const found = gateways
      .filter(({ value }) => names.has(value.spec.gatewayClassName))
      .map(({ value }) => value.metadata.namespace);
    return found.length > 0 ? found : [metadata.namespace];
  };

  checkClasses(classes, configurations, problems);
  const users = [
    ...configurations.map((read) => ({ ...read, namespaces: namespacesOf(read.value) })),
    ...controlPlanes.map((read) => ({ ...read, namespaces: [read.value.metadata.namespace] })),
  ];
  const attached = new Map(extensions.map((read) => [read, new Set<string>()]));
  for (const { placed, value, namespaces } of users) {
    for (const [index, reference] of value.spec.extensions.entries()) {
      if (reference.kind !== 'DataPlaneMetricsExtension') continue;
      const namespace = reference.namespace ?? value.metadata.namespace;
      const found = extensions.find(({ value: { metadata } }) => {
        return metadata.name === reference.name && metadata.namespace === namespace;
      });
      for (const each of namespaces) if (found !== undefined) attached.get(found)?.add(each);
      if (found !== undefined) continue;
      problems.push(
        problemAt(
          placed,
          ['spec', 'extensions', index, 'name'],
          `there is no DataPlaneMetricsExtension ${namespace}/${reference.name} among the files`,
          'put it into the folder, or correct the name',
        ),
      );
    }
  }
  return [...attached].map(([{ placed, value: extension }, namespaces]) => {
    if (namespaces.size > 0) return { placed, extension, namespaces: [...namespaces] };
    if (users.length > 0) {
      problems.push(
        problemAt(
          placed,
          ['metadata', 'name'],
          `nothing attaches ${extension.metadata.namespace}/${extension.metadata.name}`,
          'name it in spec.extensions of the GatewayConfiguration',
        ),
      );
    }
    return { placed, extension, namespaces: [extension.metadata.namespace] };
  });
}

function readAll<Value>(
  documents: readonly PlacedDocument[],
  kind: string,
  schema: GenericSchema<unknown, Value>,
  problems: ConfigProblem[],
): readonly Read<Value>[] {
  return documents.flatMap((placed) => {
    if (documentKind(placed.document) !== kind) return [];
    const value = readPlaced(placed, schema, problems);
    return value === null ? [] : [{ placed, value }];
  });
}

function checkClasses(
  classes: readonly Read<{
    readonly spec: {
      readonly parametersRef?:
        | { readonly group: string; readonly kind: string; readonly name: string }
        | undefined;
    };
  }>[],
  configurations: readonly Read<ExtensionUser>[],
  problems: ConfigProblem[],
): void {
  for (const { placed, value } of classes) {
    const reference = value.spec.parametersRef;
    if (reference?.group !== operatorGroup || reference.kind !== 'GatewayConfiguration') continue;
    if (configurations.some((each) => each.value.metadata.name === reference.name)) continue;
    problems.push(
      problemAt(
        placed,
        ['spec', 'parametersRef', 'name'],
        `there is no GatewayConfiguration ${reference.name} among the files`,
        'put it into the folder, or remove the GatewayClass from it',
      ),
    );
  }
}
