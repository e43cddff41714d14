import { fieldText } from '../../decoding/index.ts';
import { entryNamed, type SourceNode, treeOfValue } from '../../documents/index.ts';
import {
  type AutoscalingVersion,
  autoscalingVersions,
  decodeAutoscaler,
  encodeAutoscaler,
} from './decode-autoscaler.ts';
import { defaultSpec } from './defaulting.ts';
import { inNamespace } from './draft.ts';
import type { DefaultedHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import type { ManifestError, ManifestErrorType } from './manifest-error.ts';
import { pathInVersion } from './old-path.ts';
import { strictError } from './unknown-field.ts';
import { validateCreation } from './validate.ts';
import type { FeatureGates } from './validate-spec.ts';
import { wrongType } from './wrong-type.ts';

/** What can be wrong with a manifest; `UnknownKind`: it is no autoscaler of a version we read. */
export type ManifestProblem = ManifestError<
  ManifestErrorType | 'WrongType' | 'UnknownKind' | 'UnknownField' | 'DuplicateField'
>;

/** A manifest that was read, or everything that is wrong with it. */
export type AutoscalerReading =
  | {
      readonly ok: true;
      /** As autoscaling/v2, defaults filled in. */
      readonly autoscaler: DefaultedHorizontalPodAutoscaler;
      /** Unknown and duplicate fields: the API server only warns of them, kubectl refuses them. */
      readonly findings: readonly ManifestProblem[];
    }
  | {
      readonly ok: false;
      /** In the API server's order. Values of wrong types are told alone: they hide everything else. */
      readonly errors: readonly ManifestProblem[];
      readonly findings: readonly ManifestProblem[];
    };

export interface AutoscalerReadingOptions {
  /** Where the object goes if it names no namespace; `default` by default, as with kubectl. */
  readonly namespace?: string;
  readonly gates?: FeatureGates;
}

/**
 * Reads a HorizontalPodAutoscaler of autoscaling/v2, v1, v2beta2 or v2beta1 out of a plain value
 * and judges it as the API server (1.37) does at its creation. Never throws, whatever the value is.
 */
export function readHorizontalPodAutoscaler(
  manifest: unknown,
  options: AutoscalerReadingOptions = {},
): AutoscalerReading {
  return readHorizontalPodAutoscalerNode(treeOfValue(manifest), options);
}

/**
 * As `readHorizontalPodAutoscaler`, out of a document (`SourceDocument.root`), where the spelling of
 * numbers and duplicate fields are still to be seen. Point with `SourceDocument.locate(path)`, and
 * for findings with `locate(path, 'key')`.
 */
export function readHorizontalPodAutoscalerNode(
  node: SourceNode,
  options: AutoscalerReadingOptions = {},
): AutoscalerReading {
  const version = versionOf(node);
  if (typeof version !== 'string') return { ok: false, errors: [version], findings: [] };
  const decoding = decodeAutoscaler(node, version);
  if (!decoding.ok) {
    const errors = decoding.failures.map((failure) => wrongType(failure, node));
    return { ok: false, errors, findings: [] };
  }
  const findings = decoding.findings.map(strictError);
  const { value: draft } = decoding;
  const { namespace = '' } = draft.metadata;
  const placed = namespace === '' ? inNamespace(draft, options.namespace ?? 'default') : draft;
  const errors = validateCreation(placed, options.gates);
  if (errors.length > 0) {
    const metrics = draft.spec.metrics?.length ?? 0;
    const told = errors.map((error) => inVersion(error, version, node, metrics));
    return { ok: false, errors: told, findings };
  }
  // Validation has just proven the narrower types.
  const autoscaler = encodeAutoscaler({
    ...placed,
    spec: defaultSpec(placed.spec),
  }) as DefaultedHorizontalPodAutoscaler;
  return { ok: true, autoscaler, findings };
}

function versionOf(node: SourceNode): AutoscalingVersion | ManifestError<'UnknownKind'> {
  if (node.kind !== 'mapping') return unknownKind([], '', 'a manifest is a mapping');
  const kind = textOf(node, 'kind');
  if (kind !== 'HorizontalPodAutoscaler') {
    return unknownKind(['kind'], kind ?? '', 'must be HorizontalPodAutoscaler');
  }
  const apiVersion = textOf(node, 'apiVersion');
  const version = autoscalingVersions.find((known) => apiVersion === `autoscaling/${known}`);
  return version ?? unknownKind(['apiVersion'], apiVersion ?? '', 'must be autoscaling/v2');
}

function textOf(node: SourceNode, name: string): string | undefined {
  const value = node.kind === 'mapping' ? entryNamed(node, name)?.value : undefined;
  return value?.kind === 'string' ? value.value : undefined;
}

function unknownKind(
  path: readonly string[],
  badValue: string,
  detail: string,
): ManifestError<'UnknownKind'> {
  const field = fieldText(path);
  const place = field === '' ? '' : `${field}: `;
  const message = `${place}Unknown kind: ${JSON.stringify(badValue)}: ${detail}`;
  const remedy = 'write apiVersion: autoscaling/v2 and kind: HorizontalPodAutoscaler';
  return { type: 'UnknownKind', field, path, badValue, detail, message, remedy };
}

/** The error with its place in the manifest as it was written. */
function inVersion(
  error: ManifestError,
  version: AutoscalingVersion,
  node: SourceNode,
  metrics: number,
): ManifestError {
  const path = pathInVersion(error.path, version, node, metrics);
  if (path === error.path) return error;
  const field = fieldText(path);
  return { ...error, path, field, message: field + error.message.slice(error.field.length) };
}
