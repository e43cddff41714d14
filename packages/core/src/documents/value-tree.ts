import type { SourceEntry, SourceNode } from './node.ts';

/**
 * Sees a plain value (what `JSON.parse` or a program makes) as a tree; levels are made when they
 * are looked at. What JSON does not know becomes null, as `JSON.stringify` has it in lists;
 * integers may be bigints.
 */
export function treeOfValue(value: unknown): SourceNode {
  const place = { offset: 0, style: 'plain' } as const;
  switch (typeof value) {
    case 'string':
      return stringNode(value);
    case 'boolean':
      return { kind: 'boolean', value, source: String(value), ...place };
    case 'bigint':
      return numberNode(Number(value), String(value));
    case 'number':
      if (Number.isFinite(value)) return numberNode(value, Object.is(value, -0) ? '0' : `${value}`);
      break;
    case 'object':
      if (Array.isArray(value)) return sequenceNode(value);
      if (value !== null) return mappingNode(value);
      break;
    default:
  }
  return { kind: 'null', value: null, source: 'null', ...place };
}

function stringNode(value: string): SourceNode {
  const literal = JSON.stringify(value);
  const source = literal.slice(1, -1);
  return { kind: 'string', value, literal, source, style: 'quoted', offset: 0 };
}

function numberNode(value: number, literal: string): SourceNode {
  return { kind: 'number', value, literal, source: literal, style: 'plain', offset: 0 };
}

function sequenceNode(list: readonly unknown[]): SourceNode {
  let items: readonly SourceNode[] | undefined;
  return {
    kind: 'sequence',
    offset: 0,
    get items() {
      items ??= list.map(treeOfValue);
      return items;
    },
  };
}

function mappingNode(object: object): SourceNode {
  let entries: readonly SourceEntry[] | undefined;
  return {
    kind: 'mapping',
    offset: 0,
    get entries() {
      entries ??= Object.entries(object)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => ({ name, value: treeOfValue(value), merged: false }));
      return entries;
    },
  };
}
