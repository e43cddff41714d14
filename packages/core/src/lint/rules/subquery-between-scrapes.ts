import type { LintRule } from '../rule.ts';
import { secondsText } from '../words.ts';

/** A subquery that reads a series more often than it is scraped: the same sample again. */
export const subqueryBetweenScrapes: LintRule = {
  code: 'FB111',
  page: 'subquery-between-scrapes',
  *check({ queries, alertRules, settings: { scrapeInterval } }) {
    for (const { place, facts } of [...queries, ...alertRules]) {
      const found = facts.ranges.find(
        ({ step }) => step !== undefined && step !== null && step < scrapeInterval,
      );
      if (found === undefined || !facts.words.some((word) => /^i?rate$|^increase$/.test(word))) {
        continue;
      }
      yield {
        severity: 'advice',
        place,
        message: `${found.text} reads the series every ${secondsText(found.step ?? 0)}, and it is scraped every ${secondsText(scrapeInterval)}: between two scrapes it reads the last sample again, and the rate jumps at each scrape.`,
        remedy: `Write [${windowText(found.window)}]; ${secondsText(4 * scrapeInterval)} or more survives a failed scrape.`,
      };
    }
  },
};

function windowText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
