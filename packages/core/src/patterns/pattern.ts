import { RE2JS, RE2JSSyntaxException } from 're2js';
import { withDistinctNames } from './group-names.ts';

/** The text is no regular expression that Go reads. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  readonly pattern: string;

  constructor(pattern: string, message: string) {
    super(message);
    this.pattern = pattern;
  }
}

/** The first match in a text. */
export interface PatternMatch {
  /** The whole match, then each group; absent if it took no part. */
  readonly groups: readonly (string | undefined)[];
  /** The name of each of them, empty where it has none; several may have the same. */
  readonly names: readonly string[];
}

export interface PatternOptions {
  /** `.` matches line breaks too, as in Prometheus' matchers. */
  readonly dotAll?: boolean;
}

/** A regular expression of Go (RE2): no look-around, no back-references, linear time. */
export class Pattern {
  readonly source: string;
  /** The names of the groups as in a match. */
  readonly groupNames: readonly string[];
  readonly #compiled: RE2JS;

  /** @throws {PatternError} with the words of Go's regexp */
  constructor(source: string, { dotAll = false }: PatternOptions = {}) {
    const flags = dotAll ? RE2JS.DOTALL : 0;
    this.source = source;
    try {
      const { compiled, names } = compile(source, flags);
      this.#compiled = compiled;
      this.groupNames = names;
    } catch (error) {
      if (!(error instanceof RE2JSSyntaxException)) throw error;
      throw new PatternError(source, wordingOf(error.message));
    }
  }

  get groupCount(): number {
    return this.#compiled.groupCount();
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
    return { groups, names: this.groupNames };
  }
}

function compile(
  source: string,
  flags: number,
): { readonly compiled: RE2JS; readonly names: readonly string[] } {
  const compiled = compileOrTell(source, flags);
  if (compiled !== 'duplicate name') return { compiled, names: namesOf(compiled) };
  const distinct = withDistinctNames(source);
  const renamed = RE2JS.compile(distinct.source, flags);
  const names = namesOf(renamed).map((name) => distinct.written.get(name) ?? name);
  return { compiled: renamed, names };
}

function compileOrTell(source: string, flags: number): RE2JS | 'duplicate name' {
  try {
    return RE2JS.compile(source, flags);
  } catch (error) {
    const duplicate =
      error instanceof RE2JSSyntaxException && error.message.includes('duplicate capture group');
    if (duplicate) return 'duplicate name';
    throw error;
  }
}

function namesOf(compiled: RE2JS): readonly string[] {
  const names: string[] = Array.from({ length: compiled.groupCount() + 1 }, () => '');
  for (const [name, i] of Object.entries(compiled.namedGroups())) names[i] = name;
  return names;
}

/** Go also shows where, with nothing left to show. */
function wordingOf(message: string): string {
  return message.endsWith('at end of expression') ? `${message}: \`\`` : message;
}

/** The text as a regular expression that matches it and nothing else. */
export function quotePattern(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
