import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareExperiment, type Experiment, readExperiment, simulate } from '@flyball/simulator';
import { describe, expect, test } from 'vitest';
import { tutorialFolder } from '../../support/tutorial-files.ts';

function example(file: string): Experiment {
  const read = (name: string): string => readFileSync(path.join(tutorialFolder, name), 'utf8');
  return readExperiment(file, read(file), read);
}

/** Minute three, when requests become slow. */
const STEP = 180;

interface Growth {
  readonly sizes: readonly number[];
  /** Seconds after the step. */
  readonly first: number;
  readonly ten: number;
}

function growthOf(experiment: Experiment, name: string): readonly Growth[] {
  const scenario = experiment.scenarios.get(name);
  if (scenario === undefined) throw new Error(`there is no ${name}`);
  return experiment.seeds.map((seed) => {
    const { desired } = simulate(scenario, { seed });
    const after = (least: number): number =>
      (desired.find(([, replicas]) => replicas >= least)?.[0] ?? Number.NaN) - STEP;
    return { sizes: desired.map(([, replicas]) => replicas), first: after(2), ten: after(10) };
  });
}

function range(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

describe('requests that sleep begin', () => {
  const experiment = example('experiment.yaml');

  test('the HorizontalPodAutoscaler goes 1 → 3 → 7 → 10 → 1, a sync apart', () => {
    for (const { sizes, first, ten } of growthOf(experiment, 'command via hpa')) {
      expect(sizes).toEqual([1, 3, 7, 10, 1]);
      expect(ten - first).toBeCloseTo(30, 6);
    }
  });

  test('Flyball goes the same way in the seconds that the policy allows, and is never later at ten', () => {
    const slow = growthOf(experiment, 'command via hpa');
    for (const [seed, { sizes, first, ten }] of growthOf(
      experiment,
      'command via flyball',
    ).entries()) {
      expect(sizes.slice(0, 4)).toEqual([1, 3, 7, 10]);
      // Two periods of two seconds, begun at a delivery: Alertmanager comes every five.
      expect(ten - first).toBeLessThan(10);
      expect(ten).toBeLessThan(slow[seed]?.ten ?? 0);
    }
  });

  test('there is nothing between: it holds its size when nothing is known any more', () => {
    for (const { sizes } of growthOf(experiment, 'command via flyball')) {
      expect(sizes.at(-1)).toBe(10);
    }
  });
});

describe('requests become slow', () => {
  const experiment = example('slow-neighbour.yaml');

  // Measured on a real API server, controller, adapter and Prometheus with scrapes each 5 s, when
  // latency stepped from 5 to 102 ms: 42 s to the first change, 72 s to ten replicas.
  test('the predicted times of the real chain hold those that were measured', () => {
    const growth = growthOf(experiment, 'command via hpa');
    const [earliest, latest] = range(growth.map(({ first }) => first));
    expect(earliest).toBeLessThanOrEqual(42);
    expect(latest).toBeGreaterThanOrEqual(42);
    const [earliestTen, latestTen] = range(growth.map(({ ten }) => ten));
    expect(earliestTen).toBeLessThanOrEqual(72);
    expect(latestTen).toBeGreaterThanOrEqual(72);
    // The sizes that the tutorial prints are those of an average that is still rising.
    expect(growth.map(({ sizes }) => sizes.slice(0, 5))).toContainEqual([1, 2, 4, 8, 10]);
  });

  test('the comparison says how much sooner, over all seeds', async () => {
    const { results } = await compareExperiment(experiment, { threads: 1 });
    const flyball = results.find(({ name }) => name === 'command via flyball');
    expect(flyball?.against?.mostAskedAt).toMatchObject({ verdict: 'less', pairs: 20 });
    expect(flyball?.against?.mostAskedAt?.difference).toBeLessThan(-15);
  });
});
