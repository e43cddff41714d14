import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const scratch: string[] = [];
afterAll(() => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
});

/** Compiles one statement under a project's own settings; gives what the compiler says of it. */
function compile(project: string, statement: string): string {
  const folder = mkdtempSync(join(root, 'packages', '.compile-'));
  scratch.push(folder);
  writeFileSync(join(folder, 'probe.ts'), `${statement}\nexport {};\n`);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'packages', project),
      compilerOptions: { composite: false, noEmit: true, rootDir: '.' },
      include: ['probe.ts'],
      exclude: [],
      references: [],
    }),
  );
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

const cannotFind = /error TS(2304|2307|2580|2584|2591|2339|2503|2552)/;

describe('core cannot see the machine', () => {
  test.each([
    ['Node modules', `import { readFileSync } from 'node:fs';\nvoid readFileSync;`],
    ['process', 'void process.env;'],
    ['Buffer', `void Buffer.from('');`],
    ['the DOM', 'void document.body;'],
    ['a URL', `void new URL('http://a');`],
    ['fetch', `void fetch('http://a');`],
    ['timers', 'setTimeout(() => undefined, 1);'],
    ['a clock', 'void performance.now();'],
    ['the console', `console.log('');`],
    ['randomness of the platform', 'void crypto.randomUUID();'],
  ])('%s', (_, statement) => {
    expect(compile('core/tsconfig.json', statement)).toMatch(cannotFind);
  });

  test('and the probe itself compiles when there is nothing wrong', () => {
    expect(compile('core/tsconfig.json', 'const one: number = Math.max(1, 0);\nvoid one;')).toBe(
      '',
    );
  });
});

describe('the neutral part of webhook sees the web platform and no Node', () => {
  test.each([
    ['Node modules', `import { readFileSync } from 'node:fs';\nvoid readFileSync;`],
    ['process', 'void process.env;'],
    ['Buffer', `void Buffer.from('');`],
  ])('%s', (_, statement) => {
    expect(compile('webhook/tsconfig.neutral.json', statement)).toMatch(cannotFind);
  });

  test('fetch is there', () => {
    expect(compile('webhook/tsconfig.neutral.json', `void fetch('http://a');`)).toBe('');
  });
});
