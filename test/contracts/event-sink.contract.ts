import type { ClusterEvent, EventSink, EventSubject } from '@flyball/webhook';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, expectFailure, givenUp, patient } from './answers.ts';

/** An event as somebody sees it who looks at the cluster. */
export interface SeenEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

export interface EventSinkFixture {
  readonly sink: EventSink;
  readonly namespace: string;
  /** The events about an object, in no promised order. */
  list(subject: EventSubject): Promise<readonly SeenEvent[]>;
  stop(): Promise<void>;
}

const noon = Date.UTC(2026, 10, 24, 12);
let subjects = 0;

/** What every {@link EventSink} promises. */
export function eventSinkContract(name: string, start: () => Promise<EventSinkFixture>): void {
  describe(`${name} is an EventSink`, () => {
    let fixture: EventSinkFixture;
    beforeAll(async () => {
      fixture = await start();
    });
    afterAll(() => fixture?.stop());

    /** An event about an object of its own. */
    const aboutNewSubject = (): ClusterEvent => ({
      subject: {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        namespace: fixture.namespace,
        name: `command-${++subjects}`,
        uid: `00000000-0000-4000-9000-${String(subjects).padStart(12, '0')}`,
      },
      type: 'Normal',
      reason: 'SuccessfulRescale',
      message: 'New size: 3; reason: All metrics below target',
      at: noon,
    });
    const emit = async (event: ClusterEvent): Promise<void> =>
      answerOf(await fixture.sink.emit(event, patient));

    test.each(['Normal', 'Warning'] as const)('a %s event is there to be seen', async (type) => {
      const event = { ...aboutNewSubject(), type };
      await emit(event);
      const { reason, message } = event;
      expect(await fixture.list(event.subject)).toEqual([{ type, reason, message, count: 1 }]);
    });

    test('a repetition is counted, not added', async () => {
      const event = aboutNewSubject();
      for (let time = 0; time < 4; time++) await emit({ ...event, at: noon + time * 15_000 });
      const { type, reason, message } = event;
      expect(await fixture.list(event.subject)).toEqual([{ type, reason, message, count: 4 }]);
    });

    test('another message, reason, type or subject is another event', async () => {
      const event = aboutNewSubject();
      const other = aboutNewSubject();
      await emit(event);
      await emit({ ...event, message: 'New size: 7; reason: All metrics below target' });
      await emit({ ...event, reason: 'FailedRescale' });
      await emit({ ...event, type: 'Warning' });
      await emit(other);
      const seen = await fixture.list(event.subject);
      expect(seen.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
      expect(await fixture.list(other.subject)).toHaveLength(1);
    });

    test('what happens again much later is a new event', async () => {
      const event = aboutNewSubject();
      await emit(event);
      await emit({ ...event, at: noon + 30 * 60_000 });
      const seen = await fixture.list(event.subject);
      expect(seen.map(({ count }) => count)).toEqual([1, 1]);
    });

    test.each([
      ['one byte a character', 'x'],
      ['two bytes', 'é'],
      ['three bytes', '€'],
      ['four bytes', '😀'],
    ])('a message of %s that is too long is cut, and says so', async (_, character) => {
      const event = { ...aboutNewSubject(), message: `a${character.repeat(1_100)}` };
      await emit(event);
      const message = (await fixture.list(event.subject))[0]?.message ?? '';
      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1_024);
      expect(Buffer.byteLength(message)).toBeGreaterThan(1_024 - 4);
      expect(message).toMatch(new RegExp(`^a${character}+…$`, 'u'));
    });

    test('a call that was given up is a timeout and leaves nothing', async () => {
      const event = aboutNewSubject();
      expectFailure(await fixture.sink.emit(event, givenUp), 'timeout');
      expect(await fixture.list(event.subject)).toEqual([]);
    });
  });
}
