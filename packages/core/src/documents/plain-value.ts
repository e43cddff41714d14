import type { SourceNode } from './node.ts';

/** The plain value of a tree, as `JSON.parse` would make it; of duplicate names the last counts. */
export function plainValue(node: SourceNode): unknown {
  switch (node.kind) {
    case 'sequence':
      return node.items.map(plainValue);
    case 'mapping':
      // Not assignment: a key named __proto__ is a key like any other.
      return Object.fromEntries(node.entries.map(({ name, value }) => [name, plainValue(value)]));
    default:
      return node.value;
  }
}
