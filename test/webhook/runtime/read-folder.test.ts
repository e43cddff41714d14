import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '@flyball/webhook/node';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-folder-'));
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'hpa.yaml'), 'kind: A\n');
  await writeFile(join(folder, 'b.yml'), 'kind: B\n');
  await writeFile(join(folder, 'a.json'), '{}');
  await writeFile(join(folder, 'README.md'), 'not a manifest');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every manifest of the folder and the folders in it is read, in the order of names', async () => {
  expect(await readFolder(folder)).toEqual([
    { path: join(folder, 'a.json'), text: '{}' },
    { path: join(folder, 'b.yml'), text: 'kind: B\n' },
    { path: join(folder, 'web', 'hpa.yaml'), text: 'kind: A\n' },
  ]);
});

test('a folder that is not there is an error that names it', async () => {
  await expect(readFolder(join(folder, 'missing'))).rejects.toThrow('missing');
});
