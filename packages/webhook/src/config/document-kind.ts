import { entryNamed, type SourceDocument } from '@flyball/core';

/** The `kind` that a document says it is; null where it says none. */
export function documentKind({ root }: SourceDocument): string | null {
  const kind = root?.kind === 'mapping' ? entryNamed(root, 'kind')?.value : undefined;
  return kind?.kind === 'string' ? kind.value : null;
}
