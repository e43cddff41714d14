import { type Document, visit } from 'yaml';

/**
 * Takes back the line break that the `yaml` package puts at the end of a block text (`|`, `>`)
 * where the file ends without one: yaml.v2 keeps what stands there.
 */
export function trimUnfinishedBlock(document: Document.Parsed, text: string): void {
  if (text === '' || /[\r\n]$/.test(text)) return;
  visit(document, {
    Scalar(_, node) {
      const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
      const end = node.range?.[1] ?? 0;
      if (!block || end < text.length || typeof node.value !== 'string') return;
      node.value = node.value.replace(/\n$/, '');
    },
  });
}
