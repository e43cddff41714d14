import type { Comparison } from '../experiment/index.ts';
import type { Score } from '../score/index.ts';

/** One policy under one load and one seed. */
interface ScoredRun {
  readonly policy: string;
  /** Absent where there is one load without a name. */
  readonly workload?: string;
  readonly seed: string;
  readonly score: Score;
}

/** All runs of a comparison, by load, by policy and then by seed. */
function scoredRuns({ experiment, results }: Comparison): ScoredRun[] {
  return results.flatMap(({ name, workload, scores }) =>
    scores.map((score, k) => ({
      policy: name,
      ...(workload !== '' && { workload }),
      seed: String(experiment.seeds[k] ?? ''),
      score,
    })),
  );
}

/** A comparison as JSON: scores of every run, and differences to the baseline. */
export function comparisonJson(comparison: Comparison): string {
  const { experiment, results } = comparison;
  const { name, about, baseline, seeds } = experiment;
  return `${JSON.stringify(
    {
      name,
      about,
      baseline,
      seeds: seeds.map(String),
      policies: results.map(({ name: policy, workload, scores, against }) => ({
        policy,
        ...(workload !== '' && { workload }),
        against,
        scores,
      })),
    },
    null,
    2,
  )}\n`;
}

/** The runs of a comparison, one JSON object a line. */
export function comparisonNdjson(comparison: Comparison): string {
  return scoredRuns(comparison)
    .map((run) => `${JSON.stringify(run)}\n`)
    .join('');
}

/** The runs of a comparison as CSV, one a line, with a header; nothing where there is nothing. */
export function comparisonCsv(comparison: Comparison): string {
  const runs = scoredRuns(comparison).map(({ score, ...run }) => {
    const { elasticity, ...flat } = score;
    return { ...run, ...flat, ...elasticity };
  });
  const names = Object.keys(runs[0] ?? {});
  const rows = runs.map((run) => Object.values(run).map(cell).join(','));
  return `${[names.join(','), ...rows].join('\n')}\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
