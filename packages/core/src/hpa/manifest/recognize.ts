import { type Codec, decode, optional, struct, text } from '../../decoding/index.ts';
import { readJson, type SourceNode } from '../../documents/index.ts';
import { formatGroupVersion, GroupVersionError, parseGroupVersion } from '../../names/index.ts';
import { summarize } from './summarize.ts';

/** A body of a known kind and version; or the API server's text for refusing it. */
export type Recognition =
  | { readonly ok: true; readonly node: SourceNode; readonly version: 'v1' | 'v2' }
  | { readonly ok: false; readonly message: string };

interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

const typeMeta: Codec<TypeMeta> = struct<TypeMeta>(
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }',
  { apiVersion: optional(text()), kind: optional(text()) },
);

const ourKind = 'HorizontalPodAutoscaler';

/**
 * Finds out what a request's body is, as the API server does before it decodes it: kind and
 * version may be left out, and are then those of the endpoint.
 */
export function recognize(body: string, endpoint: string): Recognition {
  const reading = readJson(body);
  if (!reading.ok) return unrecognized(parseError(reading.error.message), body);
  const decoding = decode(typeMeta, reading.node, { caseSensitive: false });
  if (!decoding.ok) return unrecognized(parseError(decoding.failure.message), body);
  const { apiVersion = '', kind = '' }: Partial<TypeMeta> = decoding.value;
  try {
    const found = parseGroupVersion(apiVersion);
    const wanted = parseGroupVersion(endpoint);
    const groupVersion = found.version === '' && found.group === '' ? wanted : found;
    return ofKind(kind === '' ? ourKind : kind, groupVersion, reading.node);
  } catch (error) {
    if (error instanceof GroupVersionError) return unrecognized(error.message, body);
    throw error;
  }
}

function ofKind(
  kind: string,
  groupVersion: { readonly group: string; readonly version: string },
  node: SourceNode,
): Recognition {
  const { group, version } = groupVersion;
  if (kind === ourKind && group === 'autoscaling' && (version === 'v1' || version === 'v2')) {
    return { ok: true, node, version };
  }
  const wanted = `no kind "${kind}" is registered for version "${formatGroupVersion(groupVersion)}"`;
  const scheme = 'in scheme "pkg/api/legacyscheme/scheme.go:30"';
  return { ok: false, message: unhandled(kind, version, `${wanted} ${scheme}`) };
}

/** The API server's sentence around a decode error. */
export function unhandled(kind: string, version: string, problem: string): string {
  return `${kind} in version "${version}" cannot be handled as a ${ourKind}: ${problem}`;
}

function parseError(message: string): string {
  return `couldn't get version/kind; json parse error: ${message}`;
}

function unrecognized(problem: string, body: string): Recognition {
  const summary = summarize(body);
  const message = `the object provided is unrecognized (must be of type ${ourKind}): ${problem} (${summary})`;
  return { ok: false, message };
}
