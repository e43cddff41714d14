import { sampleQuantile } from '@flyball/core';
import type { RunRecord } from '../engine/index.ts';
import { comparePaired, type PairedDifference, type Score } from '../score/index.ts';
import type { Experiment } from './experiment.ts';
import { type Job, recordJob } from './job.ts';
import { type JobOptions, runJobs } from './run-jobs.ts';

/** The scores of one policy, one per seed, and how they differ from the baseline's. */
export interface PolicyResult {
  readonly name: string;
  readonly scores: readonly Score[];
  /** Null for the baseline itself. */
  readonly against: BaselineDifference | null;
}

/** What tells two policies apart. */
export interface BaselineDifference {
  /** Share of requests that missed the goal. */
  readonly missed: PairedDifference | null;
  readonly podHours: PairedDifference | null;
  readonly p95: PairedDifference | null;
}

/** All policies of an experiment, scored over all seeds. */
export interface Comparison {
  readonly experiment: Experiment;
  readonly results: readonly PolicyResult[];
}

/** Runs every policy of an experiment over all its seeds, and compares them with the baseline. */
export async function compareExperiment(
  experiment: Experiment,
  options: JobOptions = {},
): Promise<Comparison> {
  const { scenarios, seeds, prices, baseline } = experiment;
  const names = [...scenarios.keys()];
  const jobs: Job[] = [...scenarios.values()].flatMap((scenario) =>
    seeds.map((seed) => ({ scenario, seed, prices })),
  );
  const scores = await runJobs(jobs, options);
  const byName = new Map(
    names.map((name, index) => [
      name,
      scores.slice(index * seeds.length, (index + 1) * seeds.length),
    ]),
  );
  const base = byName.get(baseline) ?? [];
  return {
    experiment,
    results: names.map((name) => {
      const own = byName.get(name) ?? [];
      return { name, scores: own, against: name === baseline ? null : differences(own, base) };
    }),
  };
}

function differences(own: readonly Score[], base: readonly Score[]): BaselineDifference {
  const compare = (of: (score: Score) => number | null): PairedDifference | null =>
    comparePaired(own.map(of), base.map(of));
  return {
    missed: compare(({ missedByRequest }) => missedByRequest),
    podHours: compare(({ podHours }) => podHours),
    p95: compare(({ p95 }) => p95),
  };
}

/** The run of a policy whose misses are nearest to the median of all seeds. */
export function medianRun(comparison: Comparison, name: string): RunRecord {
  const { experiment, results } = comparison;
  const scenario = experiment.scenarios.get(name);
  const scores = results.find((result) => result.name === name)?.scores ?? [];
  if (scenario === undefined) throw new RangeError(`no policy is named ${name}`);
  const misses = scores.map(({ missedByRequest }) => missedByRequest ?? 0);
  const middle = sampleQuantile(misses, 0.5);
  const distances = misses.map((share) => Math.abs(share - middle));
  const seed = experiment.seeds[distances.indexOf(Math.min(...distances))] ?? 1n;
  return recordJob({ scenario, seed });
}
