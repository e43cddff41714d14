import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@flyball/core';
import { transformWithOxc } from 'vite';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Documents whose `ts` blocks are run; `// => value` behind a statement is what it must give. */
const documents = ['packages/core/README.md'];

/** Runs a block against core; gives each commented expression's value beside the comment's. */
async function run(block: string): Promise<readonly (readonly [unknown, unknown])[]> {
  const body = block.replace(/^import \{([^}]*)\} from '@flyball\/core';$/m, 'const {$1} = core;');
  const observed = body.replace(/^(.+);\s*\/\/ => (.+)$/gm, 'seen.push([$1, $2]);');
  const { code } = await transformWithOxc(observed, 'snippet.ts');
  const seen: (readonly [unknown, unknown])[] = [];
  new Function('core', 'seen', code)(core, seen);
  return seen;
}

describe.each(documents)('%s', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');

  test('has code to run', () => expect(blocks.length).toBeGreaterThan(0));

  test.each(blocks)('%s', async (block) => {
    const seen = await run(block);
    expect(seen.length).toBeGreaterThan(0);
    for (const [got, expected] of seen) expect(got).toEqual(expected);
  });
});
