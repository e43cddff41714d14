export {
  type AccessManifest,
  accessManifests,
  type RoleBindingManifest,
  type RoleManifest,
  type ServiceAccountReference,
} from './access-manifests.ts';
export {
  type AccessOptions,
  type AccessPolicy,
  accessRules,
  type PolicyRule,
} from './access-rules.ts';
