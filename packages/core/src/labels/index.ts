/** Names, values and selectors as Prometheus sees and prints them. */
export { escapeName, type NameEscaping, unescapeName } from './escape-name.ts';
export { formatLabels, formatSeries, type LabelSet } from './format-labels.ts';
export {
  compileMatcher,
  formatMatcher,
  type LabelMatcher,
  type MatcherOperator,
} from './matcher.ts';
export {
  isLabelName,
  isMetricName,
  type NameRules,
  sanitizeFullLabelName,
  sanitizeLabelName,
} from './name.ts';
export {
  formatVectorSelector,
  parseVectorSelector,
  type VectorSelector,
  VectorSelectorError,
} from './vector-selector.ts';
