/** Regular expressions as Go reads them. */
export { expand, refersToGroups } from './expand.ts';
export {
  Pattern,
  PatternError,
  type PatternMatch,
  type PatternOptions,
  quotePattern,
} from './pattern.ts';
