import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const packages = join(import.meta.dirname, '../../packages');

/** The names that a module exports, types marked, as far as `export` statements say them. */
function exportsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const names: string[] = [];
  for (const [, from = ''] of text.matchAll(/^export \* from '([^']+)';/gm)) {
    names.push(...exportsOf(join(dirname(file), from)));
  }
  for (const [, isType, list = ''] of text.matchAll(/^export (type )?\{([^}]*)\}/gm)) {
    for (const entry of list.split(',')) {
      const name = entry
        .trim()
        .replace(/^.*\bas\s+/, (renamed) => (renamed.startsWith('type ') ? 'type ' : ''));
      if (name === '') continue;
      names.push(isType === undefined || name.startsWith('type ') ? name : `type ${name}`);
    }
  }
  const declaration = /^export (?:abstract )?(class|const|function|interface|type) (\w+)/gm;
  for (const [, kind, name] of text.matchAll(declaration)) {
    names.push(kind === 'interface' || kind === 'type' ? `type ${name}` : `${name}`);
  }
  return names;
}

// A name more or less is a decision: review the change of the file, then run vitest with `-u`.
test.each([
  ['core', 'core/src/index.ts'],
  ['webhook', 'webhook/src/index.ts'],
  ['webhook-node', 'webhook/src/runtime/node/index.ts'],
  ['simulator', 'simulator/src/index.ts'],
])('%s offers what its list says', async (name, index) => {
  const names = [...new Set(exportsOf(join(packages, index)))].sort();
  expect(names.length).toBeGreaterThan(0);
  await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`public-surface/${name}.txt`);
});
