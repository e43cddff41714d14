import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type House, houses } from './rooms.ts';

const root = join(import.meta.dirname, '../..');

interface Import {
  readonly from: string;
  readonly specifier: string;
}

function sourceFiles(name: string): readonly string[] {
  const folder = join(root, 'packages', name, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(sep).join('/'))
    .sort();
}

function importsOf(name: string, file: string): readonly Import[] {
  const text = readFileSync(join(root, 'packages', name, 'src', file), 'utf8');
  const pattern =
    /^(?:import|export)\s(?:type\s)?(?:\*[^;'{]*|\{[^;']*\}|\w[^;'(=]*)\sfrom '([^']+)';|^import '([^']+)';|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map((found) => ({
    from: file,
    specifier: found[1] ?? found[2] ?? found[3] ?? '',
  }));
}

/** The longest room name that holds the file; `.` for files that stand in `src` itself. */
function roomOf(house: House, file: string): string | undefined {
  const folder = posix.dirname(file);
  return house.rooms
    .filter((room) => room === folder || folder.startsWith(`${room}/`))
    .sort((one, other) => other.length - one.length)[0];
}

describe.each(Object.entries(houses))('%s', (name, house) => {
  const files = sourceFiles(name);

  test('every file stands in a room of the plan', () => {
    expect(files.filter((file) => roomOf(house, file) === undefined)).toEqual([]);
  });

  test('a room imports only from rooms before it, through their doors', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const own = roomOf(house, file);
      for (const { specifier } of importsOf(name, file)) {
        if (!specifier.startsWith('.')) continue;
        const target = posix.normalize(posix.join(posix.dirname(file), specifier));
        const room = roomOf(house, target);
        if (room === own || room === undefined || own === undefined) continue;
        const after = house.rooms.indexOf(room) > house.rooms.indexOf(own);
        const door = room === '.' || target === `${room}/index.ts`;
        // A package's own index is a table of contents; nothing inside imports it.
        if (after || !door || target === 'index.ts') wrong.push(`${file} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('only the packages of its list are imported', () => {
    const outside = files
      .flatMap((file) => importsOf(name, file))
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter(
        ({ specifier }) =>
          !house.packages.some((known) => specifier === known || specifier.startsWith(`${known}/`)),
      )
      .map(({ from, specifier }) => `${from} → ${specifier}`);
    expect(outside).toEqual([]);
  });

  test('its index is a table of contents and nothing else', () => {
    const text = readFileSync(join(root, 'packages', name, 'src/index.ts'), 'utf8');
    const statements = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
    expect(
      statements.replace(/export\s+(type\s+)?(\{[^}]*\}|\*)\s+from\s+'[^']+';/g, '').trim(),
    ).toBe('');
  });
});

test('the plan names no room that does not exist', () => {
  const missing = Object.entries(houses).flatMap(([name, house]) =>
    house.rooms
      .filter((room) => room !== '.')
      .filter((room) => !sourceFiles(name).some((file) => dirname(file).startsWith(room)))
      .map((room) => `${name}/${room}`),
  );
  expect(missing).toEqual([]);
});

test('core asks no clock and throws no dice, not even those of the language itself', () => {
  // The compiler keeps timers, fetch and Node out (see compile.test.ts); Date and Math are in every
  // ES library, so their impure parts are looked for here.
  const impure = /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\)|\bMath\.random\b/;
  const found = sourceFiles('core').filter((file) =>
    impure.test(readFileSync(join(root, 'packages/core/src', file), 'utf8')),
  );
  expect(found.map((file) => relative('.', file))).toEqual([]);
});
