import type { PatternMatch } from './pattern.ts';

const REFERENCE = /\$(?:(\$)|(?:\{([_\p{L}\p{Nd}]+)\}|([_\p{L}\p{Nd}]+)))/gu;
const NUMBER = /^(?:0|[1-9][0-9]{0,8})$/;

/**
 * Fills the groups of a match into a template, as Go's `Regexp.Expand` does: `$1`, `$name`,
 * `${1}x`; `$$` is a dollar sign; a name takes every letter and digit that follows, so `$1x` means
 * the group `1x`. A group that is not there is empty. A `$` that names nothing stays.
 */
export function expand(template: string, match: PatternMatch): string {
  return template.replace(
    REFERENCE,
    (_, dollar: string | undefined, braced: string | undefined, bare: string | undefined) => {
      if (dollar !== undefined) return '$';
      const name = braced ?? bare ?? '';
      if (NUMBER.test(name)) return match.groups[Number(name)] ?? '';
      return match.groups.find((group, i) => group !== undefined && match.names[i] === name) ?? '';
    },
  );
}

/** Whether the template refers to groups at all: if not, every match expands to the same text. */
export function refersToGroups(template: string): boolean {
  return [...template.matchAll(REFERENCE)].some(([whole]) => whole !== '$$');
}
