/** A pattern whose named groups all have different names, and the names they had. */
export interface DistinctPattern {
  readonly source: string;
  /** The written name of each group by the name it has now. */
  readonly written: ReadonlyMap<string, string>;
}

const PIECES =
  /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\(\?P?<([\p{L}\p{Nd}_]+)>/gu;

/**
 * Gives every named group a name of its own. Go allows one name for several groups, our engine does
 * not.
 */
export function withDistinctNames(source: string): DistinctPattern {
  const written = new Map<string, string>();
  const distinct = source.replace(PIECES, (piece, name: string | undefined) => {
    if (name === undefined) return piece;
    const own = `g${written.size}`;
    written.set(own, name);
    return `(?P<${own}>`;
  });
  return { source: distinct, written };
}
