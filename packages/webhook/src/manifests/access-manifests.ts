import {
  type AccessOptions,
  type AccessPolicy,
  accessRules,
  type PolicyRule,
} from './access-rules.ts';

/** Who the webhook is in the cluster. */
export interface ServiceAccountReference {
  readonly namespace: string;
  readonly name: string;
}

/** An object of `rbac.authorization.k8s.io/v1`, as `kubectl apply` takes it. */
export type AccessManifest = RoleManifest | RoleBindingManifest;

export interface RoleManifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'Role';
  readonly metadata: ObjectMeta;
  readonly rules: readonly PolicyRule[];
}

export interface RoleBindingManifest {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'RoleBinding';
  readonly metadata: ObjectMeta;
  readonly roleRef: {
    readonly apiGroup: 'rbac.authorization.k8s.io';
    readonly kind: 'Role';
    readonly name: string;
  };
  readonly subjects: readonly (ServiceAccountReference & { readonly kind: 'ServiceAccount' })[];
}

interface ObjectMeta {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Role and its binding for every namespace that the policies touch; nothing cluster-wide. */
export function accessManifests(
  serviceAccount: ServiceAccountReference,
  policies: readonly AccessPolicy[],
  options: AccessOptions,
): readonly AccessManifest[] {
  return roleManifests('flyball', serviceAccount, accessRules(policies, options));
}

/** A Role and its binding for each namespace. */
export function roleManifests(
  prefix: string,
  serviceAccount: ServiceAccountReference,
  rulesByNamespace: ReadonlyMap<string, readonly PolicyRule[]>,
): readonly AccessManifest[] {
  return [...rulesByNamespace].flatMap(([namespace, rules]) => {
    const metadata = {
      namespace,
      // Two webhooks may work in one namespace, each with its own rights.
      name: `${prefix}.${serviceAccount.namespace}.${serviceAccount.name}`,
      labels: { 'app.kubernetes.io/managed-by': 'flyball' },
    };
    const { name } = metadata;
    const apiGroup = 'rbac.authorization.k8s.io';
    const apiVersion = `${apiGroup}/v1` as const;
    return [
      { apiVersion, kind: 'Role', metadata, rules },
      {
        apiVersion,
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', ...serviceAccount }],
      },
    ] as const;
  });
}
