import type { SyntaxNode } from '@lezer/common';

/** The parts of a node; comments, which the tree holds wherever they stand, are left out. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment') parts.push(child);
  }
  return parts;
}
