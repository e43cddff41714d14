import { type Codec, type Decoding, decode } from '../../decoding/index.ts';
import type { SourceNode } from '../../documents/index.ts';
import { autoscalerV1 } from './codec-v1.ts';
import { autoscalerV2, autoscalerV2beta2 } from './codec-v2.ts';
import { autoscalerV2beta1 } from './codec-v2beta1.ts';
import { fromV1, fromV2, fromV2beta1, fromV2beta2 } from './convert.ts';
import type { AutoscalerDraft } from './draft.ts';

/** The versions of the autoscaling API that are read. */
export const autoscalingVersions = ['v1', 'v2', 'v2beta1', 'v2beta2'] as const;

export type AutoscalingVersion = (typeof autoscalingVersions)[number];

/**
 * Decodes an object of a version of the autoscaling API, fills in that version's defaults, and
 * converts it to v2.
 */
export function decodeAutoscaler(
  node: SourceNode,
  version: AutoscalingVersion,
): Decoding<AutoscalerDraft> {
  switch (version) {
    case 'v1':
      return decodeWith(autoscalerV1, node, fromV1);
    case 'v2beta1':
      return decodeWith(autoscalerV2beta1, node, fromV2beta1);
    case 'v2beta2':
      return decodeWith(autoscalerV2beta2, node, fromV2beta2);
    default:
      return decodeWith(autoscalerV2, node, fromV2);
  }
}

function decodeWith<T>(
  codec: Codec<T>,
  node: SourceNode,
  convert: (value: T) => AutoscalerDraft,
): Decoding<AutoscalerDraft> {
  const decoding = decode(codec, node);
  return decoding.ok ? { ...decoding, value: convert(decoding.value) } : decoding;
}

/** The object as the API server writes it: what is empty is left out. */
export function encodeAutoscaler(draft: AutoscalerDraft): AutoscalerDraft {
  return autoscalerV2.encode(draft) as AutoscalerDraft;
}
