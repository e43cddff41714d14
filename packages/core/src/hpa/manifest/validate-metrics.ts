import type { DocumentPath } from '../../documents/index.ts';
import { checkDns1123Label, checkPathSegmentName } from '../../names/index.ts';
import { parseQuantity } from '../../quantity/index.ts';
import type {
  DraftContainerResourceSource,
  DraftMetric,
  DraftNamedSource,
  DraftObjectSource,
  DraftResourceSource,
  DraftTarget,
} from './draft.ts';
import {
  forbiddenError,
  invalidError,
  invalidNamedError,
  type ManifestError,
  requiredError,
  unsupportedError,
} from './manifest-error.ts';
import type { MetricIdentifier } from './metrics.ts';
import { type ApiVersionRule, validateReference } from './validate-reference.ts';
import { validateContainerResourceName } from './validate-resource-name.ts';

const sourceTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const targetTypes = ['Utilization', 'Value', 'AverageValue'];

/** The rules for `spec.metrics`. */
export function validateMetrics(
  metrics: readonly DraftMetric[],
  path: DocumentPath,
  minReplicas: number | undefined,
  describedObjectRule: ApiVersionRule,
): ManifestError[] {
  const errors = metrics.flatMap((metric, index) =>
    validateMetric(metric, [...path, index], describedObjectRule),
  );
  const wakes = metrics.some(({ type }) => type === 'Object' || type === 'External');
  if (minReplicas === 0 && !wakes) {
    const detail =
      'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbiddenError(path, detail));
  }
  return errors;
}

function validateMetric(
  metric: DraftMetric,
  path: DocumentPath,
  describedObjectRule: ApiVersionRule,
): ManifestError[] {
  const { type } = metric;
  const typePath = [...path, 'type'];
  const unsupported = sourceTypes.includes(type)
    ? []
    : [unsupportedError(typePath, type, sourceTypes)];
  const sources = sourcesOf(metric, path, describedObjectRule);
  const [first] = sources;
  const expected = type.charAt(0).toLowerCase() + type.slice(1);
  const missing = unsupported.length === 0 && !sources.some(({ member }) => member === expected);
  return [
    ...(type === '' ? [requiredError(typePath, 'must specify a metric source type')] : []),
    ...unsupported,
    ...(first?.validate() ?? []),
    ...(missing
      ? [
          requiredError(
            [...path, expected],
            'must populate information for the given metric source',
          ),
        ]
      : []),
    ...(sources.length === 1
      ? []
      : sources
          .filter(({ member }) => unsupported.length > 0 || member !== expected)
          .map(({ member }) =>
            forbiddenError([...path, member], 'must populate the given metric source only'),
          )),
  ];
}

interface Source {
  readonly member: string;
  readonly validate: () => ManifestError[];
}

/** The sources that are there, in the order in which the API server looks for the first. */
function sourcesOf(metric: DraftMetric, path: DocumentPath, rule: ApiVersionRule): Source[] {
  const { object, external, pods, resource, containerResource } = metric;
  const sources: Source[] = [];
  const add = <T>(
    member: string,
    source: T | undefined,
    validate: (source: T, path: DocumentPath) => ManifestError[],
  ): void => {
    if (source === undefined) return;
    sources.push({ member, validate: () => validate(source, [...path, member]) });
  };
  add('object', object, (source, at) => validateObject(source, at, rule));
  add('external', external, validateExternal);
  add('pods', pods, validatePods);
  add('resource', resource, validateResource);
  add('containerResource', containerResource, validateContainerResource);
  return sources;
}

function validateObject(
  source: DraftObjectSource,
  path: DocumentPath,
  rule: ApiVersionRule,
): ManifestError[] {
  const { value, averageValue } = source.target;
  return [
    ...validateReference(source.describedObject, [...path, 'describedObject'], rule),
    ...validateNamed(source, path),
    ...(value === undefined && averageValue === undefined
      ? [averageValueRequired(path, 'must set either a target value or averageValue')]
      : []),
  ];
}

function validateExternal(source: DraftNamedSource, path: DocumentPath): ManifestError[] {
  const { value, averageValue } = source.target;
  const errors = validateNamed(source, path);
  if (value === undefined && averageValue === undefined) {
    const detail = 'must set either a target value for metric or a per-pod target';
    errors.push(averageValueRequired(path, detail));
  }
  if (value !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target value for metric and a per-pod target';
    errors.push(forbiddenError([...path, 'target', 'value'], detail));
  }
  return errors;
}

function validatePods(source: DraftNamedSource, path: DocumentPath): ManifestError[] {
  const { averageValue } = source.target;
  const errors = validateNamed(source, path);
  if (averageValue === undefined) {
    errors.push(averageValueRequired(path, 'must specify a positive target averageValue'));
  }
  return errors;
}

function validateResource(source: DraftResourceSource, path: DocumentPath): ManifestError[] {
  return [
    ...(source.name === ''
      ? [requiredError([...path, 'name'], 'must specify a resource name')]
      : []),
    ...validateResourceTarget(source.target, [...path, 'target']),
  ];
}

function validateContainerResource(
  source: DraftContainerResourceSource,
  path: DocumentPath,
): ManifestError[] {
  const { name, container } = source;
  const containerPath = [...path, 'container'];
  return [
    ...(name === ''
      ? [requiredError([...path, 'name'], 'must specify a resource name')]
      : validateContainerResourceName(name, [...path, 'name'])),
    ...(container === ''
      ? [requiredError(containerPath, 'must specify a container')]
      : checkDns1123Label(container).map((problem) =>
          invalidError(containerPath, container, problem),
        )),
    ...validateResourceTarget(source.target, [...path, 'target']),
  ];
}

function validateResourceTarget(target: DraftTarget, path: DocumentPath): ManifestError[] {
  const { averageUtilization, averageValue } = target;
  const errors = validateTarget(target, path);
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(requiredError([...path, 'averageUtilization'], detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbiddenError([...path, 'averageValue'], detail));
  }
  return errors;
}

function validateNamed(source: DraftNamedSource, path: DocumentPath): ManifestError[] {
  return [
    ...validateIdentifier(source.metric, [...path, 'metric', 'name']),
    ...validateTarget(source.target, [...path, 'target']),
  ];
}

function validateIdentifier({ name }: MetricIdentifier, path: DocumentPath): ManifestError[] {
  if (name === '') return [requiredError(path, 'must specify a metric name')];
  return checkPathSegmentName(name).map((problem) => invalidError(path, name, problem));
}

function validateTarget(target: DraftTarget, path: DocumentPath): ManifestError[] {
  const { type, averageUtilization } = target;
  const errors: ManifestError[] = [];
  const typePath = [...path, 'type'];
  if (type === '') errors.push(requiredError(typePath, 'must specify a metric target type'));
  if (!targetTypes.includes(type)) {
    const detail = 'must be either Utilization, Value, or AverageValue';
    errors.push(invalidNamedError(typePath, type, detail));
  }
  for (const member of ['value', 'averageValue'] as const) {
    const value = target[member];
    if (value !== undefined && !isPositive(value)) {
      errors.push(invalidError([...path, member], value, 'must be positive'));
    }
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    const detail = 'must be greater than 0';
    errors.push(invalidError([...path, 'averageUtilization'], averageUtilization, detail));
  }
  return errors;
}

function averageValueRequired(path: DocumentPath, detail: string): ManifestError {
  return requiredError([...path, 'target', 'averageValue'], detail);
}

function isPositive(quantity: string): boolean {
  return parseQuantity(quantity).sign() > 0;
}
