import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { DeadlineQueue } from '../../../../packages/simulator/src/service/requests/deadline-queue.ts';
import { DelayLine } from '../../../../packages/simulator/src/service/requests/delay-line.ts';
import { IdQueue } from '../../../../packages/simulator/src/service/requests/id-queue.ts';
import { IndexedHeap } from '../../../../packages/simulator/src/service/requests/indexed-heap.ts';
import { KeyHeap } from '../../../../packages/simulator/src/service/requests/key-heap.ts';
import { LoadOrder } from '../../../../packages/simulator/src/service/requests/load-order.ts';

const time = fc.double({ min: 0, max: 100, noNaN: true });

describe('heaps against a sorted list', () => {
  test.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.option(time)))])(
    'an indexed heap knows the least instant through moves and removals',
    (moves) => {
      const heap = new IndexedHeap(4);
      const model = new Map<number, number>();
      for (const [thing, at] of moves) {
        heap.set(thing, at ?? Infinity);
        if (at === null) model.delete(thing);
        else model.set(thing, at);
        const least = Math.min(Infinity, ...model.values());
        expect(heap.nextTime).toBe(least);
        if (model.size > 0) expect(model.get(heap.next)).toBe(least);
      }
    },
  );

  test.prop([fc.array(time), fc.nat(30)])(
    'a key heap sorts, and loses one that is removed',
    (keys, gone) => {
      const heap = new KeyHeap(2);
      for (const [item, key] of keys.entries()) heap.push(key, item);
      expect([...heap.items()].sort((a, b) => a - b)).toEqual([...keys.keys()]);
      expect(heap.remove(gone)).toBe(gone < keys.length);
      const left = keys.filter((_, item) => item !== gone).sort((a, b) => a - b);
      const popped = left.map(() => keys[heap.pop()]);
      expect(popped).toEqual(left);
      expect(heap.nextKey).toBe(Infinity);
    },
  );

  test.prop([fc.array(fc.oneof(time, fc.constant(null)), { maxLength: 300 })])(
    'a delay line gives back in order of time, rising or not',
    (steps) => {
      const line = new DelayLine();
      const model: { at: number; item: number }[] = [];
      for (const [item, at] of steps.entries()) {
        if (at !== null) {
          line.push(at, item);
          model.push({ at, item });
        } else if (model.length > 0) {
          const least = Math.min(...model.map((entry) => entry.at));
          expect(line.nextTime).toBe(least);
          const taken = line.shift();
          const place = model.findIndex((entry) => entry.item === taken);
          expect(model[place]?.at).toBe(least);
          model.splice(place, 1);
        }
      }
      for (const { item } of model) line.remove(item);
      expect(line.nextTime).toBe(Infinity);
    },
  );
});

describe('queues', () => {
  test.prop([
    fc.array(fc.oneof(fc.nat(9), fc.constant('shift' as const), fc.constant('remove' as const))),
  ])('an id queue is a list', (steps) => {
    const queue = new IdQueue();
    const model: number[] = [];
    for (const step of steps) {
      if (step === 'shift') {
        if (model.length > 0) expect(queue.shift()).toBe(model.shift());
      } else if (step === 'remove') {
        const place = model.indexOf(3);
        expect(queue.remove(3)).toBe(place >= 0);
        while (model.includes(3)) model.splice(model.indexOf(3), 1);
      } else {
        queue.push(step);
        model.push(step);
      }
      expect(queue.size).toBe(model.length);
      if (model.length > 0) expect(queue.next).toBe(model[0]);
    }
  });

  test('deadlines of requests that have ended are dropped from the front', () => {
    const queue = new DeadlineQueue();
    const serials = Int32Array.of(0, 0, 0);
    for (let id = 0; id < 3; id += 1) queue.push(10 + id, id, 0);
    for (let more = 0; more < 100; more += 1) queue.push(20 + more, 0, 5);
    serials[0] = 1;
    queue.dropStale(serials);
    expect([queue.nextTime, queue.nextId]).toEqual([11, 1]);
    serials[1] = 1;
    serials[2] = 1;
    queue.dropStale(serials);
    expect(queue.nextTime).toBe(Infinity);
  });
});

describe('stations in order of load', () => {
  const command = fc.tuple(
    fc.constantFrom('add' as const, 'remove' as const, 'raise' as const, 'lower' as const),
    fc.nat(24),
    fc.nat(6),
  );

  test.prop([fc.array(command, { maxLength: 200 })])('the least loaded stand first', (commands) => {
    const order = new LoadOrder();
    const model = new Map<number, number>();
    for (const [what, station, load] of commands) {
      const known = model.get(station);
      if (what === 'add' && known === undefined) {
        order.add(station, load);
        model.set(station, load);
      } else if (what === 'remove' && known !== undefined) {
        order.remove(station);
        model.delete(station);
      } else if (what === 'raise' && known !== undefined) {
        order.raise(station);
        model.set(station, known + 1);
      } else if (what === 'lower' && known !== undefined && known > 0) {
        order.lower(station);
        model.set(station, known - 1);
      }
      expect(order.size).toBe(model.size);
      const standing = Array.from({ length: order.size }, (_, place) => order.at(place));
      expect(new Set(standing)).toEqual(new Set(model.keys()));
      const loads = standing.map((member) => model.get(member) ?? -1);
      expect(loads).toEqual([...loads].sort((a, b) => a - b));
      if (model.size > 0) {
        const least = Math.min(...model.values());
        expect(order.leastCount).toBe(loads.filter((value) => value === least).length);
      }
      expect(order.has(station)).toBe(model.has(station));
    }
  });
});
