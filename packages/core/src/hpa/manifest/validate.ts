import type { AutoscalerDraft } from './draft.ts';
import type { ManifestError } from './manifest-error.ts';
import { validateMetadata, validateMetadataUpdate } from './validate-metadata.ts';
import { type FeatureGates, validateSpec, validateStatus } from './validate-spec.ts';

/** Everything that is wrong with an object to be created, in the API server's order. */
export function validateCreation(
  draft: AutoscalerDraft,
  gates: FeatureGates = {},
): readonly ManifestError[] {
  return distinct([
    ...validateMetadata(draft.metadata),
    ...validateSpec(draft.spec, gates, undefined),
  ]);
}

/** Everything that is wrong with an object that shall replace `old`. */
export function validateUpdate(
  draft: AutoscalerDraft,
  old: AutoscalerDraft,
  gates: FeatureGates = {},
): readonly ManifestError[] {
  return distinct([
    ...validateMetadataUpdate(draft.metadata, old.metadata),
    ...validateSpec(draft.spec, gates, old.spec),
  ]);
}

/** Everything that is wrong with an object whose status shall replace that of `old`. */
export function validateStatusUpdate(
  draft: AutoscalerDraft,
  old: AutoscalerDraft,
): readonly ManifestError[] {
  return distinct([
    ...validateMetadataUpdate(draft.metadata, old.metadata),
    ...validateStatus(draft.status),
  ]);
}

/** The API server tells no error twice, though its rules find some more often. */
function distinct(errors: readonly ManifestError[]): readonly ManifestError[] {
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}
