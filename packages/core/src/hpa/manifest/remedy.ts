import type { DocumentPath } from '../../documents/index.ts';

/** What of an error decides about its remedy. */
interface Broken {
  readonly type: string;
  readonly path: DocumentPath;
  readonly detail: string;
}

type Remedy = (error: Broken) => string | undefined;

const targetTypes =
  'write type: Value with value, AverageValue with averageValue, or Utilization with averageUtilization';

const byDetail: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  [
    'apiVersion must specify API group',
    () => 'for a Deployment or StatefulSet write apiVersion: apps/v1',
  ],
  [
    'must be greater than or equal to `minReplicas`',
    () => 'raise maxReplicas or lower minReplicas',
  ],
  [
    'must specify at least one Object or External metric to support scaling to zero replicas',
    () =>
      'write minReplicas: 1, or add a metric of type Object or External that can wake the target',
  ],
  [
    'must populate information for the given metric source',
    ({ path }) => `put the settings of this metric under ${path.at(-1)}:, as its type says`,
  ],
  [
    'must populate the given metric source only',
    () => 'remove it, or give it an entry of its own under metrics',
  ],
  [
    'must specify a metric source type',
    () => 'write type: Object, Pods, Resource, ContainerResource or External',
  ],
  ['must specify a metric target type', () => targetTypes],
  ['must be either Utilization, Value, or AverageValue', () => targetTypes],
  [
    'must set either a target value or averageValue',
    () => 'with type: Value write value: "40", for example',
  ],
  [
    'must set either a target value for metric or a per-pod target',
    () => 'write value (for the whole metric) or averageValue (for each pod)',
  ],
  [
    'may not set both a target value for metric and a per-pod target',
    () => 'keep value (for the whole metric) or averageValue (for each pod)',
  ],
  [
    'must set either a target raw value or a target utilization',
    () =>
      'write averageUtilization (percent of the requests) or averageValue (an amount for each pod)',
  ],
  [
    'may not set both a target raw value and a target utilization',
    () =>
      'keep averageUtilization (percent of the requests) or averageValue (an amount for each pod)',
  ],
  ['must be positive', () => 'write the value that the metric should have, larger than 0'],
  [
    'must specify at least one Policy',
    () =>
      'leave policies out to get the defaults, or forbid this direction with selectPolicy: Disabled',
  ],
  ["may not contain '/'", nameInUrl],
  ["may not contain '%'", nameInUrl],
]);

const byField: ReadonlyMap<string | number, Remedy> = new Map<string | number, Remedy>([
  [
    'maxReplicas',
    () => 'write the largest size that the target may have, for example maxReplicas: 10',
  ],
  ['minReplicas', () => 'write the smallest size that the target may have, or leave it out for 1'],
  ['kind', () => 'write the kind of the object, for example kind: Deployment'],
  ['name', () => 'write its name'],
  ['apiVersion', () => 'write group and version, for example apps/v1'],
]);

function nameInUrl({ path }: Broken): string | undefined {
  return path.at(-2) === 'metric'
    ? 'the name is one step of a URL: give the series another name in the metrics adapter'
    : undefined;
}

/** What to do about a field error, where its own text does not tell. */
export function remedyFor(error: Broken): string | undefined {
  const direct = byDetail.get(error.detail)?.(error);
  if (direct !== undefined) return direct;
  const [root] = error.path;
  const member = error.path.at(-1) ?? '';
  const missing = error.type === 'FieldValueRequired' || /Replicas|apiVersion/.test(`${member}`);
  return missing && root === 'spec' ? byField.get(member)?.(error) : undefined;
}
