import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { differences } from './difference.ts';
import { examine, type Failure } from './examine.ts';
import { renderFailure } from './render-failure.ts';
import { defineSuite } from './suite.ts';

const doubling = defineSuite({
  name: 'doubling',
  case: v.variant('kind', [
    v.strictObject({ kind: v.literal('double'), of: v.number(), answer: v.number() }),
    v.strictObject({ kind: v.literal('throw') }),
  ]),
  compare(recorded) {
    if (recorded.kind === 'throw') throw new RangeError('no answer');
    return differences(recorded.answer, recorded.of * 2, 'answer');
  },
});

const looking = defineSuite({
  name: 'looking',
  table: v.strictObject({ kind: v.literal('words'), words: v.array(v.string()) }),
  case: v.strictObject({ at: v.number(), word: v.string() }),
  compare: ({ at, word }, { words }) => differences(word, words[at], 'word'),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'recordings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(content: string | Uint8Array, suite = doubling) {
  const file = path.join(folder, 'recording.ndjson');
  writeFileSync(file, content);
  const failures: Failure[] = [];
  const count = await examine(suite, file, (failure) => failures.push(failure));
  return { ...count, failures };
}

const right = '{"kind":"double","of":2,"answer":4}';

describe('a file of cases', () => {
  test('counts the right and the wrong ones', async () => {
    const { passed, failed, failures } = await run(
      `${right}\n{"kind":"double","of":2,"answer":5}\n`,
    );
    expect([passed, failed]).toEqual([1, 1]);
    expect(failures).toMatchObject([
      { line: 2, differences: [{ path: 'answer', expected: 5, got: 4 }] },
    ]);
  });

  test('may be compressed, and may lack the last line feed', async () => {
    expect(await run(gzipSync(`${right}\n${right}`))).toMatchObject({ passed: 2, failed: 0 });
  });

  test('is split on the line feed only', async () => {
    const separators = '\u2028 \u2029 \u0085 \v';
    const file = `{"kind":"words","words":["a${separators.replace('\v', '\\u000b')}b"]}\n${JSON.stringify(
      { at: 0, word: `a${separators}b` },
    )}\n`;
    expect(await run(file, looking)).toMatchObject({ passed: 1, failed: 0 });
  });
});

describe('fails, and goes on with the next line, on', () => {
  test.each([
    ['a case that throws', '{"kind":"throw"}', /RangeError: no answer/],
    ['an unknown field', '{"kind":"double","of":2,"answer":4,"by":2}', /by: /],
    ['an absent field', '{"kind":"double","of":2}', /answer: /],
    ['an unknown kind', '{"kind":"triple","of":2,"answer":6}', /kind: /],
    ['what is not JSON', '{"kind":', /SyntaxError/],
    ['an empty line', '', /SyntaxError/],
  ])('%s', async (_, line, problem) => {
    const { passed, failed, failures } = await run(`${line}\n${right}\n`);
    expect([passed, failed]).toEqual([1, 1]);
    expect(failures[0]?.line).toBe(1);
    expect(failures[0]?.problem).toMatch(problem);
  });
});

describe('fails as a whole', () => {
  test('without a case', async () => {
    expect(await run('')).toMatchObject({
      passed: 0,
      failed: 1,
      failures: [{ problem: 'holds no case' }],
    });
  });

  test('with nothing but a table', async () => {
    const { failures } = await run('{"kind":"words","words":[]}\n', looking);
    expect(failures).toMatchObject([{ problem: 'holds no case' }]);
  });

  test('when it is not there', async () => {
    const failures: Failure[] = [];
    await examine(doubling, path.join(folder, 'absent'), (failure) => failures.push(failure));
    expect(failures[0]?.problem).toMatch(/cannot be read: .*ENOENT/);
  });

  test('when it is cut off in the middle of its compression', async () => {
    const { failures } = await run(gzipSync(`${right}\n`).subarray(0, 30));
    expect(failures[0]?.problem).toMatch(/cannot be read/);
  });
});

test('a file starts afresh: the table of the file before is forgotten', async () => {
  await run('{"kind":"words","words":["a"]}\n{"at":0,"word":"a"}\n', looking);
  const { passed, failures } = await run('{"at":0,"word":"a"}\n', looking);
  expect(passed).toBe(0);
  expect(failures[0]?.problem).toMatch(/not a table/);
});

describe('differences', () => {
  test.each<[unknown, unknown, string[]]>([
    [1, 1, []],
    [Number.NaN, Number.NaN, []],
    [0, -0, ['']],
    ['1', 1, ['']],
    [null, undefined, ['']],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [{ a: 1 }, { a: 1, b: undefined }, []],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3, 4] } }, ['a.b[1]', 'a.b[2]']],
    [{ 'a-b': 1 }, { 'a-b': 2 }, ['["a-b"]']],
    [[], {}, ['']],
  ])('%j against %j', (expected, got, paths) => {
    expect(differences(expected, got).map((difference) => difference.path)).toEqual(paths);
  });
});

describe('a failure as text', () => {
  test('names the place, then what was expected and what was got', () => {
    const text = renderFailure({
      file: 'a.ndjson',
      line: 3,
      id: 'case-3',
      differences: differences({ value: 1, text: 'x' }, { value: 2 }),
    });
    expect(text.split('\n')).toEqual([
      'a.ndjson:3  case-3',
      '  value',
      '    expected 1',
      '    got      2',
      '  text',
      '    expected "x"',
      '    got      nothing',
    ]);
  });

  test('shows the stretch of a long text in which the first difference lies', () => {
    const long = 'y'.repeat(500);
    const text = renderFailure({
      file: 'a',
      line: 1,
      differences: differences(`${long}A${long}`, `${long}B${long}`),
    });
    expect(text).toContain('yyA');
    expect(text).toContain('yyB');
    expect(Math.max(...text.split('\n').map((row) => row.length))).toBeLessThan(200);
  });
});
