import { expect, test } from 'vitest';
import { ownRecording } from './catalogue.ts';
import { examine } from './examine.ts';
import { renderFailure } from './render-failure.ts';
import type { Suite } from './suite.ts';

/** One test per recording of the suite: every case of it answers as recorded. */
export function runInVitest(suite: Suite): void {
  test.each(suite.files)('%s: every recorded answer', async (file) => {
    const failures: string[] = [];
    const { failed } = await examine(suite, ownRecording(file), (failure) => {
      if (failures.length < 10) failures.push(renderFailure(failure));
    });
    expect.soft(failures.join('\n'), `${failed} failed`).toBe('');
    expect(failed).toBe(0);
  });
}
