import { goQuote } from '../go/index.ts';
import { parseMilli } from '../quantity/index.ts';
import { goPrintLabelSelector, readLabelSelector, SelectorError } from '../selectors/index.ts';
import type { CompiledMetric, MetricFailure, ResourceSource } from './compiled-metric.ts';
import type {
  ExternalMetricSource,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
  ObjectMetricSource,
  PodsMetricSource,
} from './manifest/index.ts';

/** Where a metric stands: its index in `spec.metrics` and the policy's namespace. */
interface Place {
  readonly index: number;
  readonly namespace: string;
}

/**
 * Parses one entry of `spec.metrics`. Which target counts is the controller's choice: an Object
 * needs the member that its type names, External and resources prefer `averageValue` whatever the
 * type says, Pods know nothing else.
 *
 * @throws {QuantityError} when a target is no quantity
 */
export function compileMetric(spec: MetricSpec, place: Place): CompiledMetric {
  switch (spec.type) {
    case 'Object':
      return compileObject(spec.object, place);
    case 'External':
      return compileExternal(spec.external, place);
    case 'Pods':
      return compilePods(spec.pods, place);
    case 'Resource': {
      const { name, target } = spec.resource;
      return compileResource({ resource: name, container: null }, target, place);
    }
    case 'ContainerResource': {
      const { name, target, container } = spec.containerResource;
      return compileResource({ resource: name, container }, target, place);
    }
    default: {
      // Only an object that no API server has validated has another type.
      const { type }: { readonly type: string } = spec;
      const message = `unknown metric source type ${goQuote(type)}`;
      return unusable(place, fixedFailure('InvalidMetricSourceType', message, message));
    }
  }
}

function compileObject(source: ObjectMetricSource, place: Place): CompiledMetric {
  const { metric, target, describedObject } = source;
  const fail = (body: string) =>
    unusable(
      place,
      fixedFailure(OBJECT_FAILED, body, `failed to get object metric value: ${body}`),
    );
  const problem = selectorProblem(metric);
  if (problem !== null) return fail(problem);
  const { index } = place;
  if (target.type === 'Value' && target.value !== undefined) {
    const name = `${describedObject.kind} metric ${metric.name}`;
    return {
      kind: 'Object',
      target: 'Value',
      index,
      name,
      milli: parseMilli(target.value),
      source,
    };
  }
  if (target.type === 'AverageValue' && target.averageValue !== undefined) {
    const milli = parseMilli(target.averageValue);
    // The original calls it external.
    const name = externalName(metric);
    return { kind: 'Object', target: 'AverageValue', index, name, milli, source };
  }
  return fail(noTarget('object', 'a value target nor an average value target'));
}

function compileExternal(source: ExternalMetricSource, place: Place): CompiledMetric {
  const { metric, target } = source;
  const value = target.averageValue ?? target.value;
  const average = target.averageValue !== undefined;
  const outer = `failed to get ${metric.name} external metric value: `;
  if (value === undefined) {
    const body = noTarget('external', 'a value target nor an average value target');
    return unusable(place, fixedFailure(EXTERNAL_FAILED, body, outer + body));
  }
  const problem = selectorProblem(metric);
  if (problem !== null) {
    const error = `${outer}${externalOpening(metric.name, average)}${problem}`;
    return unusable(place, fixedFailure(EXTERNAL_FAILED, problem, error));
  }
  return {
    kind: 'External',
    target: average ? 'AverageValue' : 'Value',
    index: place.index,
    name: externalName(metric),
    milli: parseMilli(value),
    source,
    path: `${place.namespace}/${metric.name}/${goPrintLabelSelector(metric.selector)}`,
  };
}

function compilePods(source: PodsMetricSource, place: Place): CompiledMetric {
  const { metric, target } = source;
  const problem = selectorProblem(metric);
  if (problem !== null) {
    const error = `failed to get pods metric value: ${problem}`;
    return unusable(place, fixedFailure(PODS_FAILED, problem, error));
  }
  // Without the target the original dies; the API server refuses such an object.
  const milli = parseMilli(target.averageValue ?? '0');
  return { kind: 'Pods', index: place.index, name: `pods metric ${metric.name}`, milli, source };
}

function compileResource(
  source: ResourceSource,
  target: MetricTarget,
  place: Place,
): CompiledMetric {
  const { index } = place;
  if (target.averageValue !== undefined) {
    const milli = parseMilli(target.averageValue);
    return { kind: 'RawResource', index, name: `${source.resource} resource`, milli, ...source };
  }
  if (target.averageUtilization !== undefined) {
    const scope = source.container === null ? 'resource' : 'container resource';
    const name = `${source.resource} ${scope} utilization (percentage of request)`;
    return { kind: 'Utilization', index, name, percent: target.averageUtilization, ...source };
  }
  const body = noTarget(
    'resource',
    'an average utilization target nor an average value (usage) target',
  );
  return unusable(place, resourceFailure(source, body, { message: body }));
}

export const OBJECT_FAILED = 'FailedGetObjectMetric';
export const EXTERNAL_FAILED = 'FailedGetExternalMetric';
export const PODS_FAILED = 'FailedGetPodsMetric';

/** What stands before the failure of an External metric, inside its outer wrapping. */
export function externalOpening(name: string, average: boolean): string {
  return average
    ? `failed to get ${name} external metric: `
    : `failed to get external metric ${name}: `;
}

/** The failure of a resource metric: the outer wrapping names the resource, or the container. */
export function resourceFailure(
  { resource, container }: ResourceSource,
  body: string,
  cause: MetricFailure['cause'],
): MetricFailure {
  if (container === null) {
    const error = `failed to get ${resource} resource metric value: ${body}`;
    return { reason: 'FailedGetResourceMetric', body, error, cause };
  }
  const error = `failed to get ${container} container metric value: ${body}`;
  return { reason: 'FailedGetContainerResourceMetric', body, error, cause };
}

function externalName({ name, selector }: MetricIdentifier): string {
  return `external metric ${name}(${goPrintLabelSelector(selector)})`;
}

function noTarget(source: string, targets: string): string {
  return `invalid ${source} metric source: neither ${targets} was set`;
}

function selectorProblem({ selector }: MetricIdentifier): string | null {
  try {
    readLabelSelector(selector);
    return null;
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    return error.message;
  }
}

function unusable({ index }: Place, failure: MetricFailure): CompiledMetric {
  return { kind: 'Unusable', index, name: failure.reason, failure };
}

function fixedFailure(reason: string, body: string, error: string): MetricFailure {
  return { reason, body, error, cause: { message: body } };
}
