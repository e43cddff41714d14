import { METADATA_LABELS } from '../labels/metadata-labels.ts';
import type { SortedLabels } from '../labels/sorted-labels.ts';
import type { Matching } from '../syntax/expression.ts';

/** The labels that decide which elements belong together. */
export function signatureLabels({ on, labels }: Matching): (set: SortedLabels) => SortedLabels {
  if (on) return (set) => set.only(labels);
  const ignored = [...METADATA_LABELS, ...labels];
  return (set) => set.without(ignored);
}

/**
 * The labels of a result: those of the side that may be many, without the name where the value is
 * another; one to one only those that match; then those taken over from the other side.
 */
export function resultLabels(
  many: SortedLabels,
  one: SortedLabels,
  { on, labels, many: side, include }: Matching,
  dropsName: boolean,
): SortedLabels {
  let result = dropsName ? many.without(METADATA_LABELS) : many;
  if (side === 'none') result = on ? result.only(labels) : result.without(labels);
  for (const label of include) result = result.with(label, one.get(label));
  return result;
}
