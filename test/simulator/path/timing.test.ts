import { fc, test as property } from '@fast-check/vitest';
import { advanceTogether, EventQueue, FaultSchedule, nextBeat, Ticker } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';

describe('events', () => {
  property.prop([fc.array(fc.integer({ min: 0, max: 50 }))])(
    'come by their instants, those of one instant in the order in which they were added',
    (instants) => {
      const queue = new EventQueue<number>();
      for (const [i, at] of instants.entries()) queue.add(at, i);
      const taken: [number, number][] = [];
      for (let due = queue.takeUntil(50); due; due = queue.takeUntil(50)) {
        taken.push([due.at, due.event]);
      }
      const expected = instants
        .map((at, i): [number, number] => [at, i])
        .sort(([one, i], [other, j]) => one - other || i - j);
      expect(taken).toEqual(expected);
      expect(queue.nextAt).toBe(Number.POSITIVE_INFINITY);
    },
  );

  test('an event that is not due stays', () => {
    const queue = new EventQueue<string>();
    queue.add(5, 'later');
    expect(queue.takeUntil(4.9)).toBeUndefined();
    expect(queue.nextAt).toBe(5);
    expect(queue.takeUntil(5)?.event).toBe('later');
  });
});

describe('a beat', () => {
  test.each([
    [{ interval: 15_000 }, 0, 0],
    [{ interval: 15_000 }, 1, 15_000],
    [{ interval: 15_000, phase: 4_000 }, 0, 4_000],
    [{ interval: 15_000, phase: 4_000 }, 4_000, 4_000],
    [{ interval: 15_000, phase: 4_000 }, 4_001, 19_000],
    [{ interval: 1_000, phase: 5_500 }, 0, 500],
  ])('%j from %d on begins at %d', (beat, from, expected) => {
    expect(nextBeat(beat, from)).toBe(expected);
  });

  test('ticks at every instant that was passed', () => {
    const ticker = new Ticker({ interval: 10, phase: 3 }, 4);
    expect(ticker.nextEventAt()).toBe(13);
    expect(ticker.advance(12)).toEqual([]);
    expect(ticker.advance(33)).toEqual([13, 23, 33]);
    expect(ticker.nextEventAt()).toBe(43);
  });

  test('has no drift, though its interval is no whole number', () => {
    const ticker = new Ticker({ interval: 0.1 }, 0);
    expect(ticker.advance(1000)).toHaveLength(10_001);
  });

  test('needs an interval', () => {
    expect(() => new Ticker({ interval: 0 }, 0)).toThrow(RangeError);
  });
});

describe('faults', () => {
  test('hold from their beginning until before their end, the first of several', () => {
    const faults = new FaultSchedule([
      { from: 10, to: 20, kind: 'nan' },
      { from: 15, to: 30, kind: 'gap' },
    ]);
    expect([9, 10, 19, 20, 29, 30].map((at) => faults.at(at))).toEqual([
      undefined,
      'nan',
      'nan',
      'gap',
      'gap',
      undefined,
    ]);
  });

  test('a window must end after it begins', () => {
    expect(() => new FaultSchedule([{ from: 5, to: 5, kind: 'gap' }])).toThrow(
      'windows[0] goes from 5 to 5; let it end after it begins',
    );
  });
});

test('stages act instant by instant, and in one instant in the order of the list', () => {
  const happened: string[] = [];
  const stage = (name: string, interval: number) => {
    const ticker = new Ticker({ interval }, interval);
    return {
      nextEventAt: () => ticker.nextEventAt(),
      advance: (to: number) => {
        for (const at of ticker.advance(to)) happened.push(`${name}${at}`);
      },
    };
  };
  advanceTogether([stage('a', 3), stage('b', 2)], 6);
  expect(happened).toEqual(['b2', 'a3', 'b4', 'a6', 'b6']);
});
