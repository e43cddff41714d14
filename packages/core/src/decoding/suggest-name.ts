import type { AnyCodec } from './codec.ts';

type Children = Readonly<Record<string, AnyCodec>>;

// Six levels reach every field of autoscaling/v2 from everywhere.
const deepest = 6;

/**
 * What was probably meant by a name that is not among `children`: one of them that is spelled
 * nearly so, or the place further down where that very name is known (`target.value`).
 */
export function suggestName(written: string, children: Children): string | undefined {
  const below = placeBelow(written, children, deepest);
  if (below !== undefined) return below;
  const [nearest] = Object.keys(children)
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), written.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** The shortest way down to a field of that name, dotted. */
function placeBelow(written: string, children: Children, levels: number): string | undefined {
  if (levels === 0) return undefined;
  let found: string | undefined;
  for (const [name, codec] of Object.entries(children)) {
    const below = codec.children?.();
    if (below === undefined) continue;
    const rest = Object.hasOwn(below, written) ? written : placeBelow(written, below, levels - 1);
    if (rest === undefined) continue;
    const place = `${name}.${rest}`;
    if (found === undefined || place.split('.').length < found.split('.').length) found = place;
  }
  return found;
}

/** Levenshtein distance, with exchanged neighbours counted once. */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
