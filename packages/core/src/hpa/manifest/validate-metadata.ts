import type { DocumentPath } from '../../documents/index.ts';
import { goQuote, utf8Length } from '../../go/index.ts';
import {
  checkDns1123Label,
  checkDns1123Subdomain,
  checkLabelValue,
  checkPathSegmentName,
  checkPathSegmentPrefix,
  checkQualifiedName,
  type NameProblems,
  parseGroupVersion,
} from '../../names/index.ts';
import {
  forbiddenError,
  invalidError,
  type ManifestError,
  requiredError,
  tooLongError,
} from './manifest-error.ts';
import { type ObjectMeta, type OwnerReference, systemFields } from './object-meta.ts';

/** What a name must look like, whole and as the beginning of a generated one. */
interface NameRule {
  readonly whole: (name: string) => NameProblems;
  readonly prefix: (name: string) => NameProblems;
}

const subdomain: NameRule = {
  whole: checkDns1123Subdomain,
  // What is appended makes a dash at the end good.
  prefix: (name) => checkDns1123Subdomain(name.length > 1 ? name.replace(/.-$/, 'a') : name),
};
const pathSegment: NameRule = { whole: checkPathSegmentName, prefix: checkPathSegmentPrefix };

const metadata: DocumentPath = ['metadata'];
const mostAnnotationBytes = 256 * 1024;
const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** The rules for `metadata` of a HorizontalPodAutoscaler that is created. */
export function validateMetadata(meta: ObjectMeta): ManifestError[] {
  // With generateName the server makes the name before it validates.
  const nameRequired = (meta.generateName ?? '') === '';
  return [...validateAny(meta, subdomain, nameRequired), ...validateFinalizerNames(meta)];
}

/** The rules for `metadata` of an update, which the API server partly applies several times. */
export function validateMetadataUpdate(meta: ObjectMeta, old: ObjectMeta): ManifestError[] {
  return [
    ...validateAny(meta, pathSegment, true),
    ...validateChange(meta, old),
    ...validateChange(meta, old),
    ...validateFinalizerNames(meta),
  ];
}

function validateAny(meta: ObjectMeta, rule: NameRule, nameRequired: boolean): ManifestError[] {
  const { name = '', generateName = '', namespace = '', generation = 0 } = meta;
  return [
    ...(generateName === '' ? [] : problems('generateName', generateName, rule.prefix)),
    ...(name === '' ? [] : problems('name', name, rule.whole)),
    ...(name === '' && nameRequired
      ? [requiredError([...metadata, 'name'], 'name or generateName is required')]
      : []),
    ...(namespace === ''
      ? [requiredError([...metadata, 'namespace'], '')]
      : problems('namespace', namespace, checkDns1123Label)),
    ...(generation < 0
      ? [
          invalidError(
            [...metadata, 'generation'],
            generation,
            'must be greater than or equal to 0',
          ),
        ]
      : []),
    ...validateTexts(meta),
    ...validateFinalizers(meta),
  ];
}

function problems(
  member: string,
  value: string,
  check: (value: string) => NameProblems,
): ManifestError[] {
  return check(value).map((problem) => invalidError([...metadata, member], value, problem));
}

function validateTexts(meta: ObjectMeta): ManifestError[] {
  const { labels = {}, annotations = {}, ownerReferences = [] } = meta;
  return [
    ...Object.entries(labels).flatMap(([key, value]) => [
      ...problems('labels', key, checkQualifiedName),
      ...problems('labels', value, checkLabelValue),
    ]),
    ...Object.keys(annotations).flatMap((key) =>
      problems('annotations', key, (name) => checkQualifiedName(name.toLowerCase())),
    ),
    ...(annotationBytes(annotations) > mostAnnotationBytes
      ? [tooLongError([...metadata, 'annotations'], mostAnnotationBytes)]
      : []),
    ...validateOwners(ownerReferences),
  ];
}

function annotationBytes(annotations: Readonly<Record<string, string>>): number {
  return Object.entries(annotations)
    .flat()
    .reduce((bytes, text) => bytes + utf8Length(text), 0);
}

function validateOwners(owners: readonly OwnerReference[]): ManifestError[] {
  const path = [...metadata, 'ownerReferences'];
  const [first] = owners.filter(isController);
  return owners.flatMap((owner, index) => {
    const errors = validateOwner(owner, [...path, index]);
    if (first === undefined || owner === first || !isController(owner)) return errors;
    const found = `${first.kind}/${first.name} and ${owner.kind}/${owner.name}`;
    const detail = `Only one reference can have Controller set to true. Found "true" in references for ${found}`;
    return [...errors, invalidError(path, owners, detail)];
  });
}

function isController({ controller }: OwnerReference): boolean {
  return controller === true;
}

function validateOwner(owner: OwnerReference, path: DocumentPath): ManifestError[] {
  const errors: ManifestError[] = [];
  const { apiVersion } = owner;
  const { group, version } = groupVersionOf(apiVersion);
  if (apiVersion !== '' && version === '') {
    const detail = 'must be <group>/<version> or <version>';
    errors.push(invalidError([...path, 'apiVersion'], apiVersion, detail));
  }
  for (const member of ['apiVersion', 'kind', 'name', 'uid'] as const) {
    if (owner[member] === '') errors.push(requiredError([...path, member], 'must not be empty'));
  }
  if (group === '' && version === 'v1' && owner.kind === 'Event') {
    errors.push(invalidError(path, owner, '/v1, Kind=Event is disallowed from being an owner'));
  }
  return errors;
}

function groupVersionOf(apiVersion: string): { readonly group: string; readonly version: string } {
  try {
    return parseGroupVersion(apiVersion);
  } catch {
    return { group: '', version: '' };
  }
}

function validateFinalizers(meta: ObjectMeta): ManifestError[] {
  const { finalizers = [] } = meta;
  const errors = finalizers.flatMap((name) => problems('finalizers', name, checkQualifiedName));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    const detail = 'finalizer orphan and foregroundDeletion cannot be both set';
    errors.push(invalidError([...metadata, 'finalizers'], finalizers, detail));
  }
  return errors;
}

function validateFinalizerNames(meta: ObjectMeta): ManifestError[] {
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return (meta.finalizers ?? []).flatMap((name, index) =>
    name.includes('/') || standardFinalizers.includes(name)
      ? []
      : [invalidError([...metadata, 'finalizers', index], name, detail)],
  );
}

/** What an update may not change. What only the server sets it may leave out. */
function validateChange(meta: ObjectMeta, old: ObjectMeta): ManifestError[] {
  const kept = { ...meta, ...systemFields(meta, old) };
  return [
    ...validateNewFinalizers(meta, old),
    ...unchanged('name', meta.name ?? '', old.name ?? ''),
    ...unchanged('namespace', meta.namespace ?? '', old.namespace ?? ''),
    ...unchanged('uid', kept.uid, old.uid),
    ...unchanged('creationTimestamp', kept.creationTimestamp, old.creationTimestamp),
    ...unchanged('deletionTimestamp', kept.deletionTimestamp, old.deletionTimestamp),
    ...unchanged(
      'deletionGracePeriodSeconds',
      kept.deletionGracePeriodSeconds,
      old.deletionGracePeriodSeconds,
    ),
    ...validateTexts(meta),
  ];
}

function unchanged(member: string, value: unknown, old: unknown): ManifestError[] {
  if ((value ?? null) === (old ?? null)) return [];
  return [invalidError([...metadata, member], value, 'field is immutable')];
}

function validateNewFinalizers(meta: ObjectMeta, old: ObjectMeta): ManifestError[] {
  const { finalizers = [] } = meta;
  const added = finalizers.filter((name) => old.finalizers?.includes(name) !== true);
  if ((old.deletionTimestamp ?? null) === null || added.length === 0) return [];
  const list = [...new Set(added)].sort().map(goQuote).join(', ');
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
  return [forbiddenError([...metadata, 'finalizers'], detail)];
}
