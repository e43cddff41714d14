import {
  decideGuarded,
  formatRecordProblem,
  RecordReader,
  RecordWriter,
  readRecord,
  recordedDecision,
  recordedObservation,
  settleGuarded,
} from '@flyball/core';
import { describe, expect, test } from 'vitest';
import { cpu, guarded, latency, queue, remembered, requests, seen } from '../guards/world.ts';

type Path = readonly (string | number)[];

const policy = guarded(
  {
    metrics: {
      absence: { policy: 'zero', after: 5 },
      actOnce: true,
      unresponsive: { load: 'rate' },
    },
    scaleDownVetoes: [{ evidence: 'rate', above: 3 }],
  },
  [latency, queue, requests, cpu],
);
const look = seen(
  [
    { value: 100_000, at: 1_699_999_999_000 },
    { values: ['9223372036854775807', 3] },
    { pods: { 'command-0': { value: 12_000, window: 30_000 } } },
    { error: { reason: 'unavailable', message: 'no answer' } },
  ],
  { evidence: { rate: { value: Number.POSITIVE_INFINITY }, none: { error: { message: 'no' } } } },
);
const memory = remembered({
  absentSince: [null, null, null, 3],
  acted: null,
  growth: [{ replicas: 2, value: 9, load: null, grownAt: 4, reported: false }],
});
const decided = decideGuarded(look, memory, { policy });
const decision = settleGuarded(decided, { ok: true, at: look.at + 20 }, { policy });
const lines = new RecordWriter('1.2.3')
  .write(
    {
      id: 'one',
      cause: 'alert',
      at: look.at,
      observation: recordedObservation(look),
      memory,
      decision: recordedDecision(decision),
      write: { outcome: 'ok', replicas: decided.rescale?.to ?? null, problem: null },
    },
    policy,
  )
  .split('\n');
const [policyLine = '', decisionLine = ''] = lines;

/** Every place in a value that holds neither a list nor an object. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, child]) =>
    leaves(child, [...path, isList ? Number(name) : name]),
  );
}

/** The line with something done to the object or list that holds a place. */
function changed(line: string, path: Path, change: (holder: object, name: string) => void): string {
  const root: object = JSON.parse(line);
  const holder = path.slice(0, -1).reduce<object>((at, step) => Reflect.get(at, step), root);
  change(holder, String(path.at(-1)));
  return JSON.stringify(root);
}

function fieldOf(line: string): string {
  const reading = readRecord(line);
  return reading.ok ? 'none' : reading.problem.field;
}

/** As `observation.readings[0].value`. */
function textOf(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

describe('the written lines are read as they were', () => {
  test('the policy comes first, once, and the look names it', () => {
    expect(lines).toHaveLength(3);
    expect(readRecord(policyLine)).toMatchObject({
      ok: true,
      record: { record: 'policy', version: 1, flyball: '1.2.3', policy: 'kong/command' },
    });
    const { policyHash }: { policyHash: string } = JSON.parse(policyLine);
    expect(readRecord(decisionLine)).toMatchObject({
      ok: true,
      record: {
        policyHash,
        id: 'one',
        cause: 'alert',
        at: look.at,
        observation: { pods: look.pods },
      },
    });
  });

  test('numbers that JSON has no word for are themselves again', () => {
    expect(decisionLine).toContain('"+Inf"');
    const reading = readRecord(decisionLine);
    expect(reading).toMatchObject({
      record: { observation: { evidence: { rate: { value: Number.POSITIVE_INFINITY } } } },
    });
  });
});

describe('a line that was changed is refused, with the field', () => {
  const places = leaves(JSON.parse(decisionLine));

  test('a value of another type', () => {
    expect(places.length).toBeGreaterThan(80);
    for (const path of places) {
      const line = changed(decisionLine, path, (holder, name) => Reflect.set(holder, name, [[]]));
      expect(fieldOf(line)).toBe(textOf(path));
    }
  });

  test.each<Path>([
    ['at'],
    ['write', 'problem'],
    ['decision', 'deadlineCause'],
    ['decision', 'reason', 'code'],
    ['decision', 'conditions', 0, 'status'],
    ['memory', 'pending'],
    ['memory', 'status', 'conditions'],
    ['memory', 'guards', 'growth', 0, 'load'],
    ['observation', 'readings'],
    ['observation', 'scale', 'selector'],
    ['observation', 'pods', 2, 'ready', 'lastTransitionTime'],
  ])('a value that is not there, where one must be: %s %s %s %s %s', (...path) => {
    const line = changed(decisionLine, path, (holder, name) => {
      expect(Reflect.has(holder, name)).toBe(true);
      Reflect.deleteProperty(holder, name);
    });
    expect(readRecord(line)).toMatchObject({
      problem: { field: textOf(path), message: 'must be a value' },
    });
  });

  test('a field that nobody knows', () => {
    for (const path of places) {
      if (typeof path.at(-1) === 'number') continue;
      const inDictionary = /requests\.cpu$/.test(textOf(path));
      const line = changed(decisionLine, path, (holder) => Reflect.set(holder, 'surprise', 1));
      const place = [...path.slice(0, -1), 'surprise'];
      expect(fieldOf(line)).toBe(inDictionary ? 'none' : textOf(place));
    }
  });

  test('anything in the policy, by its type or by its hash', () => {
    for (const path of leaves(JSON.parse(policyLine))) {
      const line = changed(policyLine, path, (holder, name) => {
        const value: unknown = Reflect.get(holder, name);
        Reflect.set(holder, name, typeof value === 'number' ? value + 1 : [value]);
      });
      const isRead = path[0] === 'manifest' || path[0] === 'policyHash';
      expect(fieldOf(line)).toMatch(isRead ? /^(manifest|policyHash)/ : /./);
      expect(readRecord(line).ok).toBe(false);
    }
  });
});

describe('problems say what, where and what to do', () => {
  test.each([
    ['{"record":"deci', 'the line: is no JSON; give a log of'],
    ['[]', 'record: the line is no record of a decision or a policy; give a log of'],
    ['{"at":1,"rescale":null}', 'record: the line is no record'],
    ['{"record":"decision","version":2}', 'version is 2: must be 1; read it with the version'],
    [decisionLine.replace('"cause":"alert"', '"cause":7'), 'cause is 7: must be a text; take the'],
  ])('%s', (line, expected) => {
    const reading = readRecord(line);
    expect(reading.ok ? '' : formatRecordProblem(reading.problem)).toContain(expected);
  });

  test('a look whose policy is not above it', () => {
    const reader = new RecordReader();
    expect(reader.read('  ')).toEqual({ kind: 'empty' });
    expect(reader.read(decisionLine)).toMatchObject({
      kind: 'problem',
      problem: { field: 'policyHash', message: 'no line above it holds the policy of this hash' },
    });
    expect(reader.read(policyLine)).toMatchObject({ kind: 'policy' });
    expect(reader.read(decisionLine)).toMatchObject({ kind: 'decision', record: { id: 'one' } });
  });

  test('guards that cannot be meant, though the hash is right', () => {
    const bad = new RecordWriter('1').write(
      {
        id: 'x',
        cause: 'sync',
        at: look.at,
        observation: recordedObservation(look),
        memory,
        decision: recordedDecision(decision),
        write: { outcome: 'none', replicas: null, problem: null },
      },
      { ...policy, guards: policy.guards && { ...policy.guards, largestStep: { up: 0, down: 1 } } },
    );
    const [line = ''] = bad.split('\n');
    expect(new RecordReader().read(line)).toMatchObject({
      kind: 'problem',
      problem: { field: 'guards', message: expect.stringContaining('largestStep.up') },
    });
  });
});
