import { guessResource, parseGroupVersion } from '@flyball/core';
import { memoryPlace } from '../kubernetes/index.ts';
import type { TargetReference } from '../ports/index.ts';
import { groupBy } from './group-by.ts';

/** A rule of `rbac.authorization.k8s.io/v1`. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What a policy makes us do in the cluster. */
export interface AccessPolicy {
  /** Its `namespace/name`. */
  readonly key: string;
  readonly target: TargetReference;
  /** The plural of the target's kind, where it is not the one that Kubernetes would guess. */
  readonly resource?: string;
  /** Whether one of its metrics is what pods use: of type Resource or ContainerResource. */
  readonly measuresPods: boolean;
}

export interface AccessOptions {
  /** Where memories are kept: in ConfigMaps, or where the cluster has no part in it. */
  readonly memory: 'config-map' | 'elsewhere';
  /** The namespace of all these ConfigMaps; each policy's own unless said otherwise. */
  readonly memoryNamespace?: string;
  /**
   * What is done with the cluster's own autoscalers: they are looked at, so that two do not own one
   * size (`look`), or their floor is moved, too (`floor`). Nothing unless said otherwise.
   */
  readonly autoscalers?: 'look' | 'floor';
  /**
   * Namespaces whose ConfigMaps hold policies: in them we may scale any Deployment and StatefulSet,
   * since nobody knows which ones are named in time.
   */
  readonly policyNamespaces?: readonly string[];
  /** The namespace of the leases by which several replicas share the work; none without it. */
  readonly leaseNamespace?: string;
}

/**
 * The least that we have to be allowed for these policies, by namespace: to read and write the
 * scale of their targets by name, and never the targets themselves; to see pods; to tell events;
 * to keep a memory. A test against a real API server holds that it suffices and that each verb is
 * needed.
 */
export function accessRules(
  policies: readonly AccessPolicy[],
  options: AccessOptions,
): ReadonlyMap<string, readonly PolicyRule[]> {
  const namespaces = new Map<string, PolicyRule[]>();
  const allow = (namespace: string, rules: readonly PolicyRule[]): void => {
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), ...rules]);
  };
  for (const [namespace, own] of groupBy(policies, ({ target }) => target.namespace)) {
    const { autoscalers } = options;
    const rivals = autoscalers === undefined ? [] : [autoscalerRule(autoscalers)];
    allow(namespace, [...scaleRules(own), ...podRules(own), ...rivals]);
  }
  for (const namespace of groupBy(policies, ({ key }) => namespaceOf(key)).keys()) {
    allow(namespace, [eventRule]);
  }
  if (options.memory === 'config-map') {
    const places = policies.map(({ key }) => memoryPlace(key, options.memoryNamespace));
    for (const [namespace, own] of groupBy(places, (place) => place.namespace)) {
      allow(namespace, memoryRules(own.map(({ name }) => name)));
    }
  }
  for (const namespace of options.policyNamespaces ?? []) {
    allow(namespace, openRules(options));
  }
  if (options.policyNamespaces !== undefined && options.memoryNamespace !== undefined) {
    allow(options.memoryNamespace, memoryRulesForAll(options));
  }
  if (options.leaseNamespace !== undefined) allow(options.leaseNamespace, [leaseRule]);
  return namespaces;
}

function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf('/'));
}

/** One rule for each resource, with the names of its targets. */
function scaleRules(policies: readonly AccessPolicy[]): readonly PolicyRule[] {
  const kinds = groupBy(policies, ({ target, resource }) => {
    const { group } = parseGroupVersion(target.apiVersion);
    return `${group}/${resource ?? guessResource(target.kind).plural}`;
  });
  return [...kinds].map(([kind, own]) => {
    const [group = '', plural = ''] = kind.split('/');
    return {
      apiGroups: [group],
      resources: [`${plural}/scale`],
      resourceNames: sortedNames(own.map(({ target }) => target.name)),
      verbs: ['get', 'patch'],
    };
  });
}

/** A list cannot be limited to names: selectors choose. */
function podRules(policies: readonly AccessPolicy[]): readonly PolicyRule[] {
  const pods = { resources: ['pods'], verbs: ['list'] };
  const measured = policies.some(({ measuresPods }) => measuresPods);
  return [
    { apiGroups: [''], ...pods },
    ...(measured ? [{ apiGroups: ['metrics.k8s.io'], ...pods }] : []),
  ];
}

/** Which autoscaler shares a target with a policy shows only when it is there. */
function autoscalerRule(use: 'look' | 'floor'): PolicyRule {
  return {
    apiGroups: ['autoscaling'],
    resources: ['horizontalpodautoscalers'],
    verbs: use === 'floor' ? ['list', 'patch'] : ['list'],
  };
}

const leaseRule: PolicyRule = {
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  verbs: ['get', 'create', 'patch'],
};

/** A patch counts what repeats on the event that is there. */
const eventRule: PolicyRule = {
  apiGroups: ['events.k8s.io'],
  resources: ['events'],
  verbs: ['create', 'patch'],
};

/** What is not there yet has no name that a rule could know. */
function memoryRules(names: readonly string[]): readonly PolicyRule[] {
  const configMaps = { apiGroups: [''], resources: ['configmaps'] };
  return [
    { ...configMaps, resourceNames: sortedNames(names), verbs: ['get', 'patch'] },
    { ...configMaps, verbs: ['create'] },
  ];
}

/** What policies need that nobody knows yet. */
function openRules(options: AccessOptions): readonly PolicyRule[] {
  const { autoscalers, memoryNamespace } = options;
  const scales = ['deployments/scale', 'statefulsets/scale'];
  return [
    { apiGroups: [''], resources: ['configmaps'], verbs: ['list', 'watch'] },
    { apiGroups: ['apps'], resources: scales, verbs: ['get', 'patch'] },
    ...podRules([]),
    ...(autoscalers === undefined ? [] : [autoscalerRule(autoscalers)]),
    eventRule,
    ...(memoryNamespace === undefined ? memoryRulesForAll(options) : []),
  ];
}

function memoryRulesForAll({ memory }: AccessOptions): readonly PolicyRule[] {
  const verbs = ['get', 'patch', 'create'];
  return memory === 'config-map' ? [{ apiGroups: [''], resources: ['configmaps'], verbs }] : [];
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
