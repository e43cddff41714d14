import { expect, test } from 'vitest';
import { readMemory, writeMemory } from '../../../packages/webhook/src/memory/index.ts';
import { tutorialWorld } from '../../support/tutorial-world.ts';

const signal = new AbortController().signal;

test('what a policy remembers comes back as it went, what its guards remember included', async () => {
  const world = tutorialWorld();
  let guarded = false;
  for (const latency of [102.312, 102.312, Number.NaN, 3]) {
    world.setLatency(latency);
    world.clock.advance(2_000);
    await world.control.look('kong/command', 'alert', signal);
    const loaded = await world.cluster.memory.load('kong/command', { signal });
    const stored = loaded.ok ? loaded.value : null;
    const memory = stored?.readable === true ? stored.memory : undefined;
    guarded ||= memory?.guards !== undefined;
    const text = memory === undefined ? undefined : writeMemory(memory);
    expect(text?.ok === true && readMemory(text.value)).toEqual({ readable: true, memory });
  }
  expect(guarded).toBe(true);
});
