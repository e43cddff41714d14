import { type Codec, decode, list, nullable } from '../../decoding/index.ts';
import { readJson } from '../../documents/index.ts';
import type { ObjectMeta } from './object-meta.ts';

const prefix = 'autoscaling.alpha.kubernetes.io/';

/** What an older version of the API cannot say otherwise, and says in an annotation. */
export type RoundTripAnnotation = 'metrics' | 'behavior' | 'conditions' | 'current-metrics';

const names: readonly string[] = ['metrics', 'behavior', 'conditions', 'current-metrics'];
const toleranceNames: readonly string[] = ['scale-up-tolerance', 'scale-down-tolerance'];

/**
 * The content of a round-trip annotation, read as Go's encoding/json reads it: names may differ in
 * case. Undefined if there is none, or none that can be read: the API server ignores it silently.
 */
export function roundTripValue<T>(
  metadata: ObjectMeta,
  name: RoundTripAnnotation,
  codec: Codec<T>,
): T | undefined {
  const annotation = metadata.annotations?.[prefix + name];
  const reading = annotation === undefined ? undefined : readJson(annotation);
  if (reading?.ok !== true) return undefined;
  const decoding = decode(codec, reading.node, { caseSensitive: false });
  return decoding.ok ? decoding.value : undefined;
}

/** As `roundTripValue` for a list; null is an empty one. */
export function roundTripList<T>(
  metadata: ObjectMeta,
  name: RoundTripAnnotation,
  item: Codec<T>,
): readonly T[] | undefined {
  const found = roundTripValue(metadata, name, nullable(list(item)));
  return found === null ? [] : found;
}

/**
 * Metadata without those annotations, which the API server takes from every object; Kubernetes
 * 1.37, which converts v1 and v2, has two more of them than 1.32, which converts the betas.
 */
export function dropRoundTripAnnotations(
  metadata: ObjectMeta,
  kubernetes: '1.32' | '1.37',
): ObjectMeta {
  const { annotations, ...rest } = metadata;
  const dropped = kubernetes === '1.37' ? [...names, ...toleranceNames] : names;
  const kept = Object.entries(annotations ?? {}).filter(
    ([key]) => !(key.startsWith(prefix) && dropped.includes(key.slice(prefix.length))),
  );
  return kept.length === 0 ? rest : { ...rest, annotations: Object.fromEntries(kept) };
}
