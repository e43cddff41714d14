import type { DecodeFailure, WantedKind } from '../../decoding/index.ts';
import {
  type DocumentPath,
  entryNamed,
  plainValue,
  type SourceNode,
} from '../../documents/index.ts';
import type { ManifestError } from './manifest-error.ts';

const wantedTexts: Readonly<Record<WantedKind, string>> = {
  text: 'must be text',
  integer: 'must be a whole number within 32 bits',
  boolean: 'must be true or false',
  list: 'must be a list',
  mapping: 'must be a mapping',
  quantity: 'must be a quantity',
  instant: 'must be an instant of RFC 3339',
};

/** Tells a value of a wrong type in words of our own: the API server's are those of its language. */
export function wrongType(failure: DecodeFailure, root: SourceNode): ManifestError<'WrongType'> {
  const { path, field, wanted } = failure;
  const node = nodeAt(root, path);
  const badValue = node === undefined ? undefined : plainValue(node);
  const detail = wantedTexts[wanted];
  const remedy = node === undefined ? undefined : remedyOf(wanted, node);
  const message = `${field}: Wrong type: ${JSON.stringify(badValue)}: ${detail}`;
  const error = { type: 'WrongType', field, path, badValue, detail, message } as const;
  return remedy === undefined ? error : { ...error, remedy };
}

function nodeAt(root: SourceNode, path: DocumentPath): SourceNode | undefined {
  return path.reduce<SourceNode | undefined>((node, step) => {
    if (node?.kind === 'mapping') return entryNamed(node, String(step))?.value;
    return node?.kind === 'sequence' ? node.items[Number(step)] : undefined;
  }, root);
}

function remedyOf(wanted: WantedKind, node: SourceNode): string | undefined {
  switch (wanted) {
    case 'text':
      return node.kind === 'number' || node.kind === 'boolean' ? 'put it in quotes' : undefined;
    case 'integer':
      if (node.kind === 'string' && /^\s*-?[0-9]+\s*$/.test(node.value)) return 'remove the quotes';
      return node.kind === 'number'
        ? 'write it without a point and without an exponent'
        : undefined;
    case 'list':
      return node.kind === 'mapping' ? 'begin each of its entries with "- "' : undefined;
    case 'mapping':
      return node.kind === 'sequence'
        ? 'remove the "- ": one is wanted here, not a list'
        : undefined;
    case 'quantity':
      return 'write a number with or without a unit, for example "40", "500m" or "200Mi"';
    case 'instant':
      return 'write it like 2026-01-02T15:04:05Z';
    default:
      return undefined;
  }
}
