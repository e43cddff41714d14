import type { StrictFinding } from '../../decoding/index.ts';
import { treeOfValue } from '../../documents/index.ts';
import { decodeAutoscaler, encodeAutoscaler } from './decode-autoscaler.ts';
import { defaultSpec } from './defaulting.ts';
import { type AutoscalerDraft, inNamespace } from './draft.ts';
import type { HorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import type { ManifestError } from './manifest-error.ts';
import { systemFields } from './object-meta.ts';
import { recognize, unhandled } from './recognize.ts';
import { sameSpec } from './same-spec.ts';
import { validateCreation, validateStatusUpdate, validateUpdate } from './validate.ts';
import type { FeatureGates } from './validate-spec.ts';

/** A write of a HorizontalPodAutoscaler as the API server gets it. */
export interface AutoscalerRequest {
  /** Group and version of the URL. */
  readonly endpoint: 'autoscaling/v1' | 'autoscaling/v2';
  /** The namespace of the URL. */
  readonly namespace: string;
  /** The JSON text. */
  readonly body: string;
  readonly gates?: FeatureGates;
}

/** Why a write is refused, as in the API server's Status. */
export interface Refusal {
  readonly code: 400 | 422;
  readonly reason: 'BadRequest' | 'Invalid';
  readonly message: string;
}

/** What the API server (1.37) answers. */
export interface AutoscalerAnswer {
  /** Present if the write is refused. */
  readonly refusal?: Refusal;
  /** The causes of a 422, in the server's order. */
  readonly errors?: readonly ManifestError[];
  /** Unknown and duplicate fields: Warning headers, or under `fieldValidation=Strict` a refusal. */
  readonly findings: readonly StrictFinding[];
  /** The refusal under `fieldValidation=Strict`, kubectl's default, if there are findings. */
  readonly strictRefusal?: Refusal;
  /** The object as autoscaling/v2 before validation; absent if it could not be decoded. */
  readonly defaulted?: AutoscalerDraft;
  /** What a GET as autoscaling/v2 returns afterwards; present if the write is accepted. */
  readonly stored?: AutoscalerDraft;
}

/** Answers the creation of an object, without storing anything. */
export function answerCreate(request: AutoscalerRequest): AutoscalerAnswer {
  return answer(request, (draft) => ({
    errors: validateCreation(withGeneration(draft, 1), request.gates),
    stored: { ...withGeneration(draft, 1), status: { currentMetrics: null, desiredReplicas: 0 } },
  }));
}

/** Answers the replacement of `old`, an autoscaling/v2 object. */
export function answerUpdate(
  request: AutoscalerRequest,
  old: HorizontalPodAutoscaler,
): AutoscalerAnswer {
  const oldDraft = draftOf(old, request.namespace);
  const { generation = 0 } = oldDraft.metadata;
  return answer(request, (draft) => {
    const changed = !sameSpec(draft.spec, oldDraft.spec);
    const counted = withGeneration(draft, changed ? generation + 1 : generation);
    const next = withSystemFields(counted, oldDraft);
    return {
      errors: validateUpdate(next, oldDraft, request.gates),
      stored: { ...next, status: oldDraft.status },
    };
  });
}

/** Answers the replacement of the status of `old`; the rest of the body counts for nothing. */
export function answerUpdateStatus(
  request: AutoscalerRequest,
  old: HorizontalPodAutoscaler,
): AutoscalerAnswer {
  const oldDraft = draftOf(old, request.namespace);
  const { generation = 0 } = oldDraft.metadata;
  return answer(request, (draft) => {
    const counted = { ...withGeneration(draft, generation), spec: oldDraft.spec };
    const next = withSystemFields(counted, oldDraft);
    return { errors: validateStatusUpdate(next, oldDraft), stored: next };
  });
}

interface Verdict {
  readonly errors: readonly ManifestError[];
  readonly stored: AutoscalerDraft;
}

function answer(
  request: AutoscalerRequest,
  judge: (draft: AutoscalerDraft) => Verdict,
): AutoscalerAnswer {
  const recognition = recognize(request.body, request.endpoint);
  if (!recognition.ok) return { refusal: badRequest(recognition.message), findings: [] };
  const { node, version } = recognition;
  const decoding = decodeAutoscaler(node, version);
  if (!decoding.ok) {
    const message = unhandled('HorizontalPodAutoscaler', version, decoding.failure.message);
    return { refusal: badRequest(message), findings: [] };
  }
  const { value: draft, findings } = decoding;
  const strict = { findings, ...strictRefusal(findings, version) };
  if (`autoscaling/${version}` !== request.endpoint) {
    const message = `the API version in the data (autoscaling/${version}) does not match the expected API version (${request.endpoint})`;
    return { ...strict, refusal: badRequest(message) };
  }
  const decoded = { ...strict, defaulted: encodeAutoscaler(draft) };
  const { namespace = '' } = draft.metadata;
  if (namespace !== '' && namespace !== request.namespace) {
    const message =
      'the namespace of the provided object does not match the namespace sent on the request';
    return { ...decoded, refusal: badRequest(message) };
  }
  const placed = inNamespace(draft, request.namespace);
  const { errors, stored } = judge(placed);
  if (errors.length > 0) return { ...decoded, errors, refusal: invalid(draft, errors) };
  // What v1 left out of a behavior is filled in when the stored object is read.
  return { ...decoded, stored: encodeAutoscaler({ ...stored, spec: defaultSpec(stored.spec) }) };
}

/** The old object with its defaults, as a server reads it from its store. */
function draftOf(old: HorizontalPodAutoscaler, namespace: string): AutoscalerDraft {
  const decoding = decodeAutoscaler(treeOfValue(old), 'v2');
  if (!decoding.ok) throw new TypeError(`the old object: ${decoding.failure.message}`);
  return inNamespace(decoding.value, namespace);
}

/** The server counts generations itself, whatever the body says. */
function withGeneration(draft: AutoscalerDraft, generation: number): AutoscalerDraft {
  return { ...draft, metadata: { ...draft.metadata, generation } };
}

/**
 * What an update takes over from the old object. One that names no version of the object replaces
 * whichever there is.
 */
function withSystemFields(draft: AutoscalerDraft, old: AutoscalerDraft): AutoscalerDraft {
  const { resourceVersion = '' } = old.metadata;
  const metadata = {
    resourceVersion,
    ...draft.metadata,
    ...systemFields(draft.metadata, old.metadata),
  };
  return { ...draft, metadata };
}

function badRequest(message: string): Refusal {
  return { code: 400, reason: 'BadRequest', message };
}

/** Joins the texts of errors as Go's aggregate does: each once, several in brackets. */
function invalid(draft: AutoscalerDraft, errors: readonly ManifestError[]): Refusal {
  const texts = [...new Set(errors.map(({ message }) => message))];
  const list = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  const name = draft.metadata.name ?? '';
  const message = `HorizontalPodAutoscaler.autoscaling "${name}" is invalid: ${list}`;
  return { code: 422, reason: 'Invalid', message };
}

function strictRefusal(
  findings: readonly StrictFinding[],
  version: string,
): { readonly strictRefusal?: Refusal } {
  if (findings.length === 0) return {};
  const texts = findings.map(({ message }) => message).join(', ');
  const problem = `strict decoding error: ${texts}`;
  return { strictRefusal: badRequest(unhandled('HorizontalPodAutoscaler', version, problem)) };
}
