import type { Comparison } from '../experiment/index.ts';
import type { Score } from '../score/index.ts';

/** One policy under one seed. */
interface ScoredRun {
  readonly policy: string;
  readonly seed: string;
  readonly score: Score;
}

/** All runs of a comparison, by policy and then by seed. */
function scoredRuns({ experiment, results }: Comparison): ScoredRun[] {
  return results.flatMap(({ name, scores }) =>
    scores.map((score, k) => ({
      policy: name,
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
      policies: results.map(({ name: policy, scores, against }) => ({ policy, against, scores })),
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
  const runs = scoredRuns(comparison).map(({ policy, seed, score }) => {
    const { elasticity, ...flat } = score;
    return { policy, seed, ...flat, ...elasticity };
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
