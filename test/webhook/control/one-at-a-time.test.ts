import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { OneAtATime } from '../../../packages/webhook/src/control/one-at-a-time.ts';

/** Work that ends when told to, and records when it begins. */
function manual(begun: string[], name: string) {
  let finish: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const work = (): Promise<string> => {
    begun.push(name);
    return new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };
  return { work, finish: () => finish(name), fail: () => fail(new Error(name)) };
}

describe('one key', () => {
  test('the first run begins at once', () => {
    const begun: string[] = [];
    void new OneAtATime<string>().run('a', manual(begun, 'first').work);
    expect(begun).toEqual(['first']);
  });

  test('whoever asks during a run shares one run behind it, of the latest asker', async () => {
    const begun: string[] = [];
    const queue = new OneAtATime<string>();
    const first = manual(begun, 'first');
    const second = manual(begun, 'second');
    const third = manual(begun, 'third');
    const answers = [first, second, third].map(({ work }) => queue.run('a', work));
    first.finish();
    expect(await answers[0]).toBe('first');
    await Promise.resolve();
    third.finish();
    expect(await Promise.all(answers.slice(1))).toEqual(['third', 'third']);
    expect(begun).toEqual(['first', 'third']);
  });

  test('a run that fails does not hold up the next', async () => {
    const begun: string[] = [];
    const queue = new OneAtATime<string>();
    const first = manual(begun, 'first');
    const second = manual(begun, 'second');
    const failed = queue.run('a', first.work);
    const next = queue.run('a', second.work);
    first.fail();
    await expect(failed).rejects.toThrow('first');
    await Promise.resolve();
    second.finish();
    expect(await next).toBe('second');
  });

  test('who asks again as soon as a run ends does not overtake the one that waits', async () => {
    const begun: string[] = [];
    const queue = new OneAtATime<string>();
    const first = manual(begun, 'first');
    const waiting = manual(begun, 'waiting');
    const again = queue
      .run('a', first.work)
      .then(() => queue.run('a', manual(begun, 'again').work));
    void queue.run('a', waiting.work);
    first.finish();
    await new Promise(setImmediate);
    expect(begun).toEqual(['first', 'waiting']);
    void again;
  });
});

describe('many keys', () => {
  test('so many run at once, the others in the order in which they were asked for', async () => {
    const begun: string[] = [];
    const queue = new OneAtATime<string>(2);
    const works = ['a', 'b', 'c', 'd'].map((key) => ({ key, ...manual(begun, key) }));
    for (const { key, work } of works) void queue.run(key, work, 'patient');
    expect(begun).toEqual(['a', 'b']);
    works[1]?.finish();
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  test('what somebody waits for goes before what nobody waits for', async () => {
    const begun: string[] = [];
    const queue = new OneAtATime<string>(1);
    const first = manual(begun, 'first');
    void queue.run('first', first.work, 'patient');
    void queue.run('patient', manual(begun, 'patient').work, 'patient');
    void queue.run('becomes urgent', manual(begun, 'nobody asked').work, 'patient');
    const urgent = manual(begun, 'urgent');
    void queue.run('urgent', urgent.work, 'urgent');
    const became = manual(begun, 'became urgent');
    void queue.run('becomes urgent', became.work, 'urgent');
    for (const { finish } of [first, urgent, became]) {
      finish();
      await new Promise(setImmediate);
    }
    expect(begun).toEqual(['first', 'urgent', 'became urgent', 'patient']);
  });
});

law.prop([
  fc.integer({ min: 1, max: 3 }),
  fc.array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.nat({ max: 3 }),
      fc.constantFrom('urgent', 'patient'),
    ),
    { maxLength: 40 },
  ),
])('never two runs of a key at once, and every asker gets an answer', async (atOnce, asks) => {
  const queue = new OneAtATime<number>(atOnce);
  const active = new Map<string, number>();
  const answers: Promise<number>[] = [];
  for (const [key, turns, urgency] of asks) {
    answers.push(
      queue.run(
        key,
        async () => {
          active.set(key, (active.get(key) ?? 0) + 1);
          expect(active.get(key)).toBe(1);
          expect([...active.values()].reduce((sum, count) => sum + count)).toBeLessThanOrEqual(
            atOnce,
          );
          for (let turn = 0; turn < turns; turn++) await Promise.resolve();
          active.set(key, (active.get(key) ?? 0) - 1);
          return turns;
        },
        urgency,
      ),
    );
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  }
  expect((await Promise.all(answers)).length).toBe(asks.length);
});
