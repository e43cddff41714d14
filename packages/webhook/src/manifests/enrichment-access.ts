import type { EnrichmentConfig } from '../config/index.ts';
import {
  type AccessManifest,
  roleManifests,
  type ServiceAccountReference,
} from './access-manifests.ts';

/** What `enrich` has to be allowed: to see the pods of its gateways, and nothing else. */
export function enrichmentAccess(
  serviceAccount: ServiceAccountReference,
  { dataPlanes }: Pick<EnrichmentConfig, 'dataPlanes'>,
): readonly AccessManifest[] {
  const namespaces = dataPlanes.flatMap((each) => (each.kind === 'pods' ? [each.namespace] : []));
  const rule = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };
  const rules = new Map(namespaces.map((namespace) => [namespace, [rule]] as const));
  return roleManifests('flyball-enrichment', serviceAccount, rules);
}
