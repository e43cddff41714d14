import { sampleQuantile } from '@flyball/core';
import type { RunRecord, Scenario } from '../engine/index.ts';
import { comparePaired, type PairedDifference, type Score } from '../score/index.ts';
import type { Experiment } from './experiment.ts';
import { type Job, recordJob } from './job.ts';
import { type JobOptions, runJobs } from './run-jobs.ts';

/** The scores of one policy under one load, one per seed, and how they differ from the baseline's. */
export interface PolicyResult {
  readonly name: string;
  /** The name of the load; empty where there is one without a name. */
  readonly workload: string;
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
  /** When more pods were first asked for, and when the most that ever were; null where one never did. */
  readonly growsAt: PairedDifference | null;
  readonly mostAskedAt: PairedDifference | null;
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
  const { scenarios, workloads, seeds, prices, baseline } = experiment;
  const contenders = [...workloads].flatMap(([workload, load]) =>
    [...scenarios].map(([name, scenario]) => ({
      name,
      workload,
      scenario: { ...scenario, workload: load },
    })),
  );
  const jobs: Job[] = contenders.flatMap(({ scenario }) =>
    seeds.map((seed) => ({ scenario, seed, prices })),
  );
  const all = await runJobs(jobs, options);
  const scored = contenders.map(({ name, workload }, index) => ({
    name,
    workload,
    scores: all.slice(index * seeds.length, (index + 1) * seeds.length),
  }));
  return {
    experiment,
    results: scored.map((own): PolicyResult => {
      const base = scored.find(
        ({ name, workload }) => name === baseline && workload === own.workload,
      );
      const isBaseline = own.name === baseline;
      return { ...own, against: isBaseline ? null : differences(own.scores, base?.scores ?? []) };
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
    growsAt: compare(({ growsAt }) => growsAt),
    mostAskedAt: compare(({ mostAskedAt }) => mostAskedAt),
  };
}

/**
 * The run of a policy whose misses are nearest to the median of all seeds.
 *
 * @param workload by default the first.
 * @throws RangeError for a name that is not in the comparison.
 */
export function medianRun(comparison: Comparison, name: string, workload?: string): RunRecord {
  const { experiment, results } = comparison;
  const result = results.find(
    (one) => one.name === name && (workload === undefined || one.workload === workload),
  );
  const scenario = scenarioUnder(experiment, name, result?.workload ?? '');
  if (result === undefined || scenario === undefined) {
    throw new RangeError(`no policy is named ${name}`);
  }
  const { scores } = result;
  const misses = scores.map(({ missedByRequest }) => missedByRequest ?? 0);
  const middle = sampleQuantile(misses, 0.5);
  const distances = misses.map((share) => Math.abs(share - middle));
  const seed = experiment.seeds[distances.indexOf(Math.min(...distances))] ?? 1n;
  return recordJob({ scenario, seed });
}

/** The scenario of a policy under a load; undefined when there is none of these names. */
function scenarioUnder(
  { scenarios, workloads }: Experiment,
  name: string,
  workload: string,
): Scenario | undefined {
  const scenario = scenarios.get(name);
  const load = workloads.get(workload);
  return scenario && load && { ...scenario, workload: load };
}
