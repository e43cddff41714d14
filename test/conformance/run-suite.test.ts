import { expect, test } from 'vitest';
import { suiteNames } from './catalogue.ts';
import { runSuite } from './run-suite.ts';

async function run(...args: string[]) {
  const lines: string[] = [];
  const code = await runSuite(args, '/', (line) => lines.push(...line.split('\n')));
  return { code, lines };
}

test('an unknown suite fails and lists those there are', async () => {
  const { code, lines } = await run('unheard-of');
  expect(code).toBe(1);
  expect(lines[0]).toBe('There is no suite "unheard-of". The suites are:');
  expect(lines).toEqual(expect.arrayContaining(suiteNames().map((name) => `  ${name}`)));
  expect(lines.at(-1)).toBe('0 passed, 1 failed');
});

test('a known suite runs its own recordings, or the files that are named', async () => {
  const own = await run('resource-names');
  expect(own.code).toBe(0);
  expect(own.lines).toEqual([expect.stringMatching(/^\d+ passed, 0 failed$/)]);

  const named = await run('resource-names', 'no/such/file');
  expect(named.code).toBe(1);
  expect(named.lines[0]).toMatch(/^\/no\/such\/file$/);
  expect(named.lines.at(-1)).toBe('0 passed, 1 failed');
});
