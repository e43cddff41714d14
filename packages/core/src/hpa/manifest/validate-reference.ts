import type { DocumentPath } from '../../documents/index.ts';
import { checkPathSegmentName, GroupVersionError, parseGroupVersion } from '../../names/index.ts';
import { invalidError, type ManifestError, requiredError } from './manifest-error.ts';
import type { CrossVersionObjectReference } from './metrics.ts';

/**
 * How much is asked of `apiVersion`: `group` (it must name an API group, unless the kind is
 * ReplicationController), `form` (it must be a group and a version), or `nothing`.
 */
export type ApiVersionRule = 'group' | 'form' | 'nothing';

/** The rules for a reference to an object. */
export function validateReference(
  reference: CrossVersionObjectReference,
  path: DocumentPath,
  rule: ApiVersionRule,
): ManifestError[] {
  const { kind, name, apiVersion = '' } = reference;
  const problem = apiVersionProblem(reference, rule);
  return [
    ...segment(kind, [...path, 'kind']),
    ...segment(name, [...path, 'name']),
    ...(problem === undefined ? [] : [invalidError([...path, 'apiVersion'], apiVersion, problem)]),
  ];
}

/** What is wrong with the apiVersion of a reference, if anything. */
export function apiVersionProblem(
  { kind, apiVersion = '' }: CrossVersionObjectReference,
  rule: ApiVersionRule,
): string | undefined {
  if (rule === 'nothing') return undefined;
  try {
    const { group } = parseGroupVersion(apiVersion);
    const missing = rule === 'group' && group === '' && kind !== 'ReplicationController';
    return missing ? 'apiVersion must specify API group' : undefined;
  } catch (error) {
    if (error instanceof GroupVersionError) return error.message;
    throw error;
  }
}

function segment(value: string, path: DocumentPath): ManifestError[] {
  if (value === '') return [requiredError(path, '')];
  return checkPathSegmentName(value).map((problem) => invalidError(path, value, problem));
}
