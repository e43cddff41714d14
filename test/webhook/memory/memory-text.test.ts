import { emptyMemory, type GuardedMemory } from '@flyball/core';
import { expect, test } from 'vitest';
import { readMemory, writeMemory } from '../../../packages/webhook/src/memory/index.ts';
import { tutorialWorld } from '../../support/tutorial-world.ts';

const signal = new AbortController().signal;

function through(memory: GuardedMemory): unknown {
  const text = writeMemory(memory);
  return text.ok ? readMemory(text.value) : text;
}

test('what a policy remembers comes back as it went', async () => {
  const world = tutorialWorld();
  for (const latency of [102.312, 102.312, Number.NaN, 3]) {
    world.setLatency(latency);
    world.clock.advance(2_000);
    await world.control.look('kong/command', 'alert', signal);
    const loaded = await world.cluster.memory.load('kong/command', { signal });
    const stored = loaded.ok ? loaded.value : null;
    const memory = stored?.readable === true ? stored.memory : emptyMemory;
    expect(memory).not.toEqual(emptyMemory);
    expect(through(memory)).toEqual({ readable: true, memory });
  }
});

test('what its guards remember comes back too', () => {
  const memory: GuardedMemory = {
    ...emptyMemory,
    guards: {
      absentSince: [null, 1_000],
      acted: { replicas: 3, samples: [900, null] },
      growth: [null, { replicas: 1, value: 102_312, load: null, grownAt: 2_000, reported: true }],
    },
  };
  expect(through(memory)).toEqual({ readable: true, memory });
});

test.each([
  ['nothing', '', 'the memory is empty'],
  ['no JSON', '{', 'the memory is not JSON'],
  [
    'another version',
    JSON.stringify({ ...emptyMemory, version: 2 }),
    "the memory's version is not what was saved",
  ],
])('%s is told, never thrown', (_, text, problem) => {
  expect(readMemory(text)).toEqual({ readable: false, problem });
});
