import { describe, expect, test } from 'vitest';
import { defects } from './mutations.ts';
import { embeddedStage } from './stage.ts';
import { storm } from './storm.ts';

/**
 * The seed of every storm, printed with what went wrong in it: the same seed gives the same storm.
 */
const seed = 20_261_124;

test('100,000 deliveries, and no wrong write and no wrong answer', {
  timeout: 600_000,
}, async ({ annotate }) => {
  const { violations, ...after } = await storm(embeddedStage(), { deliveries: 100_000, seed });
  await annotate(JSON.stringify(after));
  expect({ seed, violations }).toEqual({ seed, violations: [] });
  // A storm that did nothing would find nothing.
  expect(after.writes).toBeGreaterThan(2_000);
  expect(after.crashes).toBeGreaterThan(2_000);
  expect(after.faults).toBeGreaterThan(10_000);
  for (const status of ['200', '400', '413', '503']) {
    expect(after.answers[status]).toBeGreaterThan(50);
  }
});

test('whoever has no token is refused, and moves nothing', async () => {
  const { violations, answers } = await storm(embeddedStage(), {
    deliveries: 2_000,
    seed,
    isGuarded: true,
  });
  expect(violations).toEqual([]);
  expect(answers['401']).toBeGreaterThan(10);
});

describe('two processes that decide at the same moment', () => {
  test('never make one step twice, with nothing else going wrong', async () => {
    const { violations } = await storm(embeddedStage(), {
      deliveries: 5_000,
      seed,
      weather: { failures: 0, crashes: 0, interference: 0 },
      pauses: [0, 1_000, 2_000, 4_000],
    });
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  });
});

describe('the judge finds every defect that is planted', () => {
  test.each(defects)('$name shows as $shows', { timeout: 60_000 }, async ({ plant, shows }) => {
    const { violations } = await storm(embeddedStage(), {
      deliveries: 20_000,
      seed,
      mutation: plant,
      until: shows,
      weather: { interference: 0.1 },
      pauses: [0, 1_000, 4_000, 20_000, 61_000],
    });
    expect(violations.map(({ wrong }) => wrong)).toContain(shows);
  });
});
