import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder } from '@flyball/webhook/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followFolder } from '../../../../packages/webhook/src/runtime/node/follow-folder.ts';
import { CollectedLog } from '../../../support/collected-log.ts';
import { tutorialFile } from '../../../support/tutorial-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-folder-'));
  await write('values.yaml', tutorialFile('values.yaml').text);
  await write('hpa.yaml', tutorialFile('hpa.yaml').text);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const withMaximum = (replicas: number): string =>
  tutorialFile('hpa.yaml', (text) => text.replace('maxReplicas: 10', `maxReplicas: ${replicas}`))
    .text;

test('a folder is read again when it has changed, and its last good policies stay', async () => {
  const log = new CollectedLog();
  const maxima: (readonly number[])[] = [];
  const stop = new AbortController();
  /** What happens between one reading and the next. */
  const steps = [
    () => undefined,
    () => write('hpa.yaml', withMaximum(20)),
    () => write('hpa.yaml', withMaximum(0)),
    () => undefined,
    () => rm(folder, { recursive: true }),
    () => undefined,
    async () => stop.abort(),
  ];
  await followFolder(
    { path: folder, files: await readFolder(folder), mayBeEmpty: false },
    ({ placed }) => maxima.push(placed.map(({ policy }) => policy.manifest.spec.maxReplicas)),
    log,
    async (milliseconds) => {
      expect(milliseconds).toBe(15_000);
      await steps.shift()?.();
    },
    stop.signal,
  );
  expect(maxima).toEqual([[20]]);
  expect(log.lines.map(({ event, fields }) => [event, fields['problem'] ?? null])).toEqual([
    ['policies of the folder read again', null],
    [
      'policies of the folder refused, the last good ones stay in force',
      expect.stringMatching(/hpa\.yaml:12:\d+ {2}spec\.maxReplicas/),
    ],
    [
      'policies of the folder refused, the last good ones stay in force',
      expect.stringContaining('cannot be read: ENOENT'),
    ],
  ]);
});
