import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { eitherSignal, fanOut } from '../../../packages/webhook/src/deadline/index.ts';

describe('one signal of several', () => {
  test.each([0, 1])('fires with the one at %i, for its reason', (index) => {
    const controllers = [new AbortController(), new AbortController()];
    const either = eitherSignal(...controllers.map(({ signal }) => signal));
    expect(either.signal.aborted).toBe(false);
    controllers[index]?.abort('over');
    expect(either.signal.reason).toBe('over');
  });

  test('is fired when one of them is, and follows none once it is released', () => {
    expect(eitherSignal(AbortSignal.abort()).signal.aborted).toBe(true);
    const controller = new AbortController();
    const either = eitherSignal(controller.signal);
    either.release();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    controller.abort();
    expect(either.signal.aborted).toBe(false);
  });
});

describe('several signals of one', () => {
  test('all fire with it, and one listener is enough', () => {
    const controller = new AbortController();
    const fan = fanOut(controller.signal, 100);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort('over');
    expect(new Set(fan.signals.map(({ reason }) => reason))).toEqual(new Set(['over']));
  });

  test('are fired when it is, and none of them once they are released', () => {
    expect(fanOut(AbortSignal.abort(), 1).signals[0]?.aborted).toBe(true);
    const controller = new AbortController();
    const fan = fanOut(controller.signal, 2);
    fan.release();
    controller.abort();
    expect(fan.signals.some(({ aborted }) => aborted)).toBe(false);
  });
});
