import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readExperiment, type Scenario, simulate } from '@flyball/simulator';
import type { Benchmark } from '../benchmark.ts';

const folder = path.join('examples', 'kong-tutorial');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const { scenarios } = readExperiment('experiment.yaml', read('experiment.yaml'), read);

const HOUR = 3600;

/** The tutorial's policy for an hour of traffic, as a fluid, so that the path is what costs. */
function hour(change: (scenario: Scenario) => Scenario['autoscaler']): () => number {
  const [given] = scenarios.values();
  if (given === undefined) throw new Error('the tutorial has a policy');
  const scenario: Scenario = {
    ...given,
    workload: { kind: 'constant', rate: 10 },
    duration: HOUR,
    engine: 'backlog',
    autoscaler: change(given),
  };
  return () => simulate(scenario).totals.answered;
}

function over(name: string): () => number {
  const scenario = scenarios.get(name);
  if (scenario === undefined) throw new Error(`the tutorial has no ${name}`);
  return hour(() => scenario.autoscaler);
}

/** Scrapes each 5 s, rules, queries and looks of the tutorial's policy, as simulated. */
export const benchmark: Benchmark = {
  name: 'paths',
  about: 'one simulated second of the tutorial’s policy, by the path it decides from',
  tasks: [
    {
      name: 'direct',
      operations: HOUR,
      run: hour(({ autoscaler }) =>
        autoscaler.kind === 'hpa'
          ? {
              ...autoscaler,
              path: { kind: 'direct', meters: [{ measure: 'latency', scale: 1000, interval: 5 }] },
            }
          : autoscaler,
      ),
    },
    { name: 'hpa', operations: HOUR, run: over('command via hpa'), peer: 'direct' },
    { name: 'flyball', operations: HOUR, run: over('command via flyball'), peer: 'direct' },
  ],
};
