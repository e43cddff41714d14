import { editDistance } from '../../decoding/index.ts';
import { type DocumentPath, entryNamed, type SourceNode } from '../../documents/index.ts';
import type { Decoder } from '../config/decoder.ts';
import type { Preset } from '../presets/preset.ts';
import { PRESETS } from '../presets/presets.ts';
import type { ExplicitRule } from './explicit-rule.ts';

/**
 * A rule that names a preset: the preset's, with what is written beside the name in place of its
 * own. What makes the preset what it is cannot be written: that would be another rule.
 */
export function withPreset(
  name: string,
  written: ExplicitRule,
  decoder: Decoder,
  node: SourceNode,
  path: DocumentPath,
): ExplicitRule {
  const preset = PRESETS.get(name);
  if (preset === undefined) {
    const remedy = `use ${nearest(name)}; docs/reference/presets.md has all of them`;
    const message = `there is no preset ${JSON.stringify(name)}`;
    decoder.report('unknown-preset', [...path, 'preset'], at(node, 'preset'), message, remedy);
    return written;
  }
  const fixed = ['resource', 'query', 'window', ...(preset.fixedLabels ? ['labels'] : [])];
  for (const member of fixed) {
    if (node.kind !== 'mapping' || entryNamed(node, member) === undefined) continue;
    const message = `the preset ${name} says what ${member} is`;
    const remedy = `remove ${member}, or write the whole rule without a preset`;
    decoder.report('preset-conflict', [...path, member], at(node, member), message, remedy);
  }
  return merged(preset, written);
}

function merged(
  { rule }: Preset,
  { name, labels, query: _, ...terms }: ExplicitRule,
): ExplicitRule {
  return {
    ...rule,
    ...terms,
    ...(name !== '' && { name }),
    labels: { ...rule.labels, ...labels },
  };
}

function at(node: SourceNode, member: string): SourceNode {
  return (node.kind === 'mapping' ? entryNamed(node, member)?.value : undefined) ?? node;
}

function nearest(written: string): string {
  const [first = ''] = [...PRESETS.keys()].sort(
    (one, other) => editDistance(one, written) - editDistance(other, written),
  );
  return first;
}
