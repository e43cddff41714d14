import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordReader, replayRecord } from '@flyball/core';
import {
  DecisionLogError,
  FileDecisionLog,
  type FileDecisionLogOptions,
} from '@flyball/webhook/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CollectedLog } from '../../../support/collected-log.ts';
import { readRecords } from '../../../support/read-records.ts';
import { type TutorialWorld, tutorialWorld } from '../../../support/tutorial-world.ts';

let folder: string;
let log: CollectedLog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flyball-decisions-'));
  log = new CollectedLog();
});
afterEach(() => rm(folder, { recursive: true }));

function opened(options: Partial<FileDecisionLogOptions> = {}): Promise<FileDecisionLog> {
  return FileDecisionLog.open({ folder, flyball: '1.2.3', log, ...options });
}

function worldWith(decisions: FileDecisionLog): TutorialWorld {
  const world = tutorialWorld({ decisions });
  world.setLatency(102.312);
  return world;
}

async function look(world: TutorialWorld, times: number): Promise<void> {
  for (let left = times; left > 0; left--) {
    world.clock.advance(15_000);
    await world.control.look('kong/command', 'alert', new AbortController().signal);
  }
}

async function textOf(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8');
}

const events = (): string[] => log.lines.map(({ event }) => event);

describe('rotation', () => {
  test('files stay within their size and number, and each is complete in itself', async () => {
    const maximumBytes = 16_000;
    const decisions = await opened({ maximumBytes, maximumFiles: 3 });
    const world = worldWith(decisions);
    await look(world, 60);
    await decisions.close();

    const names = (await readdir(folder)).sort();
    expect(names).toHaveLength(3);
    expect(names[0]).not.toBe('decisions-000001.ndjson');
    let before = 0;
    for (const name of names) {
      expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(maximumBytes);
      for (const { record, policy } of readRecords(await textOf(name))) {
        expect(replayRecord(record, policy).differences).toEqual([]);
        expect(record.at).toBeGreaterThan(before);
        before = record.at;
      }
    }
    expect(before).toBe(world.clock.now());
    expect(decisions.dropped).toBe(0);
  });

  test('a look that no file can hold is dropped, and said', async () => {
    const decisions = await opened({ maximumBytes: 1_000 });
    await look(worldWith(decisions), 1);
    await decisions.close();
    expect(decisions.dropped).toBe(1);
    expect(log.lines[0]).toMatchObject({
      event: 'decision log failing',
      fields: {
        problem: expect.stringMatching(/^a look takes \d+ bytes, more than a file may have/),
      },
    });
  });
});

describe('a restart', () => {
  test('goes on with the last file, and leaves alone what stands beside it', async () => {
    await writeFile(join(folder, 'notes.txt'), 'mine');
    for (let start = 0; start < 3; start++) {
      const decisions = await opened();
      await look(worldWith(decisions), 2);
      await decisions.close();
    }
    expect((await readdir(folder)).sort()).toEqual(['decisions-000001.ndjson', 'notes.txt']);
    expect(readRecords(await textOf('decisions-000001.ndjson'))).toHaveLength(6);
  });

  test('a line that a killed program left unfinished costs that line alone', async () => {
    const first = await opened();
    await look(worldWith(first), 1);
    await first.close();
    await appendFile(join(folder, 'decisions-000001.ndjson'), '{"record":"decision","ver');
    const second = await opened();
    await look(worldWith(second), 2);
    await second.close();

    const reader = new RecordReader();
    const kinds = (await textOf('decisions-000001.ndjson'))
      .split('\n')
      .map((line) => reader.read(line).kind);
    expect(kinds.filter((kind) => kind === 'problem')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'decision')).toHaveLength(3);
  });

  test('begins another file when the last one is full', async () => {
    await writeFile(join(folder, 'decisions-000041.ndjson'), 'x'.repeat(20_000));
    await (await opened({ maximumBytes: 20_000 })).close();
    expect((await readdir(folder)).sort()).toEqual([
      'decisions-000041.ndjson',
      'decisions-000042.ndjson',
    ]);
  });
});

describe('a disk that fails', () => {
  test('costs no look: what was not written is counted and said once, and later looks are', async () => {
    // A device that is always full.
    await symlink('/dev/full', join(folder, 'decisions-000001.ndjson'));
    const decisions = await opened();
    const world = worldWith(decisions);
    await look(world, 1);
    await decisions.close();
    expect(world.control.looks('kong/command')).toHaveLength(1);
    expect(decisions.dropped).toBe(1);
    expect(log.lines).toMatchObject([
      { level: 'warn', event: 'decision log failing', fields: { folder, problem: 'ENOSPC' } },
    ]);

    await look(world, 1);
    await decisions.close();
    expect(events()).toEqual(['decision log failing', 'decision log working again']);
    expect(log.lines[1]?.fields).toMatchObject({ dropped: 1 });
    expect(readRecords(await textOf('decisions-000002.ndjson'))).toHaveLength(1);
  });

  test('more looks than wait for it are dropped', async () => {
    const decisions = await opened();
    const recorded: Parameters<FileDecisionLog['write']>[] = [];
    const world = tutorialWorld({ decisions: { write: (...call) => recorded.push(call) } });
    await look(world, 1);
    const [call] = recorded;
    if (call === undefined) throw new Error('no look was recorded');
    // All in one turn, in which nothing reaches the disk; the first leaves the queue at once.
    for (let round = 0; round < 10_005; round++) decisions.write(...call);
    expect(decisions.dropped).toBe(4);
    await decisions.close();
  });

  test.each([
    ['a file', 'x', 'ENOTDIR|EEXIST'],
    ['nowhere that can be made', 'x/y', 'ENOTDIR'],
  ])('a folder that is %s is refused at the start', async (_, name, code) => {
    await writeFile(join(folder, 'x'), '');
    await expect(opened({ folder: join(folder, name) })).rejects.toThrow(DecisionLogError);
    await expect(opened({ folder: join(folder, name) })).rejects.toThrow(new RegExp(code));
  });
});
