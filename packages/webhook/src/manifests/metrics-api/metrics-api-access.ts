import type { PolicyRule } from '../access-rules.ts';
import { groupBy } from '../group-by.ts';
import { labels, type MetricsApiManifestOptions } from './metrics-api-options.ts';

/** Objects of `rbac.authorization.k8s.io/v1`. */
export type MetricsApiAccessManifest = ClusterRoleManifest | BindingManifest;

export interface ClusterRoleManifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: ObjectMeta;
  readonly rules: readonly PolicyRule[];
}

export interface BindingManifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRoleBinding' | 'RoleBinding';
  readonly metadata: ObjectMeta;
  readonly roleRef: {
    readonly apiGroup: 'rbac.authorization.k8s.io';
    readonly kind: 'ClusterRole' | 'Role';
    readonly name: string;
  };
  readonly subjects: readonly {
    readonly kind: 'ServiceAccount';
    readonly namespace: string;
    readonly name: string;
  }[];
}

interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Readonly<Record<string, string>>;
}

const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1` as const;

/** Whom kube-controller-manager is when it asks for metrics. */
const autoscaler = { namespace: 'kube-system', name: 'horizontal-pod-autoscaler' };

/**
 * The rights of the metrics API: to have callers judged by the API server, to read by what it knows
 * them, to list what metrics are selected of; and the right of the HorizontalPodAutoscaler to read
 * metrics, which newer clusters grant by themselves.
 */
export function metricsApiAccess(
  options: MetricsApiManifestOptions,
): readonly MetricsApiAccessManifest[] {
  const { serviceAccount, external = false } = options;
  const { selected = [{ group: '', resource: 'pods' }] } = options;
  const prefix = `flyball.${serviceAccount.namespace}.${serviceAccount.name}`;
  const server = [{ kind: 'ServiceAccount', ...serviceAccount }] as const;
  const meta = (name: string) => ({ name: `${prefix}.${name}`, labels });
  const clusterBinding = (
    name: string,
    role: string,
    subjects: BindingManifest['subjects'],
  ): BindingManifest => ({
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: meta(name),
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects,
  });
  const rules = [...groupBy(selected, ({ group }) => group)].map(([group, resources]) => ({
    apiGroups: [group],
    resources: resources.map(({ resource }) => resource),
    verbs: ['list'],
  }));
  return [
    clusterBinding('delegator', 'system:auth-delegator', server),
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { ...meta('authentication-reader'), namespace: 'kube-system' },
      roleRef: { apiGroup, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
      subjects: server,
    },
    { apiVersion, kind: 'ClusterRole', metadata: meta('resource-reader'), rules },
    clusterBinding('resource-reader', `${prefix}.resource-reader`, server),
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata: meta('metrics-reader'),
      rules: [
        { apiGroups: ['custom.metrics.k8s.io'], resources: ['*'], verbs: ['get'] },
        ...(external
          ? [{ apiGroups: ['external.metrics.k8s.io'], resources: ['*'], verbs: ['list'] }]
          : []),
      ],
    },
    clusterBinding('metrics-reader', `${prefix}.metrics-reader`, [
      { kind: 'ServiceAccount', ...autoscaler },
    ]),
  ];
}
