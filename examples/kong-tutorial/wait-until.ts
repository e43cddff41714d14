import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition. There is no telling how fast a machine is, so the limit is far beyond what
 * any needs; it only keeps a broken chain from hanging.
 *
 * @returns how many milliseconds it took
 * @throws Error naming what never came
 */
export async function waitUntil(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 180_000,
): Promise<number> {
  const began = performance.now();
  while (!(await condition())) {
    if (performance.now() - began > limitMs) {
      throw new Error(`waited ${limitMs / 1000} s in vain until ${what}`);
    }
    await sleep(50);
  }
  return Math.round(performance.now() - began);
}
