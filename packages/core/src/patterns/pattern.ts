import { RE2JS, RE2JSSyntaxException } from 're2js';

/** The text is no regular expression that Go reads. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly pattern: string;

  constructor(pattern: string, message: string) {
    super(message);
    this.pattern = pattern;
  }
}

/** The first match in a text: the groups by number and by name, absent if they took no part. */
export interface PatternMatch {
  readonly groups: readonly (string | undefined)[];
  readonly named: ReadonlyMap<string, string>;
}

export interface PatternOptions {
  /** `.` matches line breaks too, as in Prometheus' matchers. */
  readonly dotAll?: boolean;
}

/** A regular expression of Go (RE2): no look-around, no back-references, linear time. */
export class Pattern {
  readonly source: string;
  readonly #compiled: RE2JS;

  /** @throws {PatternError} with the words of Go's regexp */
  constructor(source: string, { dotAll = false }: PatternOptions = {}) {
    this.source = source;
    try {
      this.#compiled = RE2JS.compile(source, dotAll ? RE2JS.DOTALL : 0);
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error;
      throw new PatternError(source, error.message);
    }
  }

  get groupCount(): number {
    return this.#compiled.groupCount();
  }

  /** The names of the named groups. */
  get groupNames(): readonly string[] {
    return Object.keys(this.#compiled.namedGroups());
  }

  /** Whether it matches somewhere in the text. */
  foundIn(text: string): boolean {
    return this.#compiled.matcher(text).find();
  }

  /** Whether it matches the text from end to end, as Prometheus' matchers do. */
  matchesAll(text: string): boolean {
    return this.#compiled.matcher(text).matches();
  }

  /** The leftmost match. */
  firstMatch(text: string): PatternMatch | undefined {
    const matcher = this.#compiled.matcher(text);
    if (!matcher.find()) return undefined;
    const groups: (string | undefined)[] = [];
    for (let i = 0; i <= this.groupCount; i++) groups.push(matcher.group(i) ?? undefined);
    const named = Object.entries(this.#compiled.namedGroups()).flatMap(
      ([name, i]): [string, string][] => {
        const group = groups[i];
        return group === undefined ? [] : [[name, group]];
      },
    );
    return { groups, named: new Map(named) };
  }
}

/** The text as a regular expression that matches it and nothing else. */
export function quotePattern(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
