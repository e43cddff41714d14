import { goQuote } from '../../go/index.ts';
import { expand, Pattern, PatternError, refersToGroups } from '../../patterns/index.ts';
import type { DiscoveryRule, SeriesFilter } from '../config/config.ts';
import { RuleFault } from '../problem.ts';

/** What a rule calls the metric of a series. */
export type MetricName =
  | { readonly ok: true; readonly metric: string }
  | { readonly ok: false; readonly error: string };

interface Filter {
  readonly pattern: Pattern;
  readonly wanted: boolean;
}

/** Which series a rule takes, by their names, and how it names their metrics. */
export class MetricNames {
  readonly #filters: readonly Filter[];
  readonly #pattern: Pattern;
  readonly #as: string;

  /** @throws {RuleFault} */
  constructor({ seriesQuery, seriesFilters, name }: DiscoveryRule) {
    const about = `associated with series query ${goQuote(seriesQuery)}`;
    const filters = (seriesFilters ?? []).map((filter, i) => filterOf(filter, about, i));
    this.#pattern = new Pattern('.*');
    if (name.matches !== '') {
      this.#pattern = namePattern(name.matches, about);
      filters.push({ pattern: this.#pattern, wanted: true });
    }
    this.#filters = filters;
    this.#as = name.as === '' ? this.#obviousName(about) : name.as;
  }

  /** Whole match without groups, the group if there is one. */
  #obviousName(about: string): string {
    const { groupCount, source } = this.#pattern;
    if (groupCount < 2) return `$${groupCount}`;
    throw new RuleFault({
      code: 'missing-as',
      path: ['name'],
      message: `must specify an 'as' value for name matcher ${goQuote(source)} ${about}`,
      remedy: 'with more than one group, say in name.as how the metric is called',
    });
  }

  /** The name of the metric, if it does not depend on the series. */
  get fixed(): string | undefined {
    if (refersToGroups(this.#as)) return undefined;
    return expand(this.#as, { groups: [], names: [] });
  }

  /** Whether every series is taken, whatever its name. */
  get takesAll(): boolean {
    return this.#filters.length === 0;
  }

  /** Whether the rule takes a series of this name. */
  takes(series: string): boolean {
    return this.#filters.every(({ pattern, wanted }) => pattern.foundIn(series) === wanted);
  }

  of(series: string): MetricName {
    const match = this.#pattern.firstMatch(series);
    if (match !== undefined) return { ok: true, metric: expand(this.#as, match) };
    const { source } = this.#pattern;
    const error = `series name ${goQuote(series)} did not match expected pattern ${goQuote(source)}`;
    return { ok: false, error };
  }
}

function namePattern(source: string, about: string): Pattern {
  try {
    return new Pattern(source);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    const reason = `unable to compile series filter ${goQuote(source)}: ${error.message}`;
    throw new RuleFault({
      code: 'bad-pattern',
      path: ['name', 'matches'],
      message: `unable to generate series name filter from name rules ${about}: ${reason}`,
      remedy: 'write a regular expression of RE2: no look-around, no back-references',
    });
  }
}

function filterOf({ is = '', isNot = '' }: SeriesFilter, about: string, index: number): Filter {
  const path = ['seriesFilters', index];
  const message = `unable to generate series name filter ${about}`;
  if ((is === '') === (isNot === '')) {
    const reason =
      is === ''
        ? 'must have either an `is` or `isNot` expression in a filter'
        : `cannot have both an \`is\` (${goQuote(is)}) and \`isNot\` (${goQuote(isNot)}) expression in a single filter`;
    throw new RuleFault({
      code: 'bad-filter',
      path,
      message: `${message}: ${reason}`,
      remedy: 'write one of the two; several filters must all hold',
    });
  }
  const source = is === '' ? isNot : is;
  try {
    return { pattern: new Pattern(source), wanted: is !== '' };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new RuleFault({
      code: 'bad-pattern',
      path: [...path, is === '' ? 'isNot' : 'is'],
      message: `${message}: unable to compile series filter ${goQuote(source)}: ${error.message}`,
      remedy: 'write a regular expression of RE2: no look-around, no back-references',
    });
  }
}
