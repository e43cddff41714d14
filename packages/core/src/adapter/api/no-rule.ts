import type { MetricsService } from './step.ts';

/** Why a metric is unknown, and why it may be there all the same. */
export function noRuleMakes(
  what: 'a metric' | 'an external metric',
  { unlisted }: MetricsService,
): string {
  const because = unlisted === undefined ? '' : `; ${unlisted}`;
  return `no rule makes ${what} of this name${because}`;
}
