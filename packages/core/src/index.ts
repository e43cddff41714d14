export * from './adapter/index.ts';
export * from './alerting/index.ts';
export * from './decoding/index.ts';
export * from './distributions/index.ts';
export * from './documents/index.ts';
export * from './elasticity/index.ts';
export * from './exposition/index.ts';
export * from './fields/index.ts';
export * from './forecast/index.ts';
export { compareText, Fnv64, goQueryEscape, goQuote, goUnquote } from './go/index.ts';
export * from './guards/index.ts';
export * from './hpa/index.ts';
export * from './hpa/manifest/index.ts';
export * from './labels/index.ts';
export * from './lint/index.ts';
export * from './names/index.ts';
export * from './numeric/index.ts';
export {
  expand,
  Pattern,
  PatternError,
  type PatternMatch,
  quotePattern,
} from './patterns/index.ts';
export * from './policies/index.ts';
export * from './quantity/index.ts';
export * from './queueing/index.ts';
export * from './records/index.ts';
export * from './rhythm/index.ts';
export * from './selectors/index.ts';
export { Template, TemplateError, TemplateRecord, templatePosition } from './template/index.ts';
export * from './time/index.ts';
