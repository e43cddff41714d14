export { SelectorError, type SelectorErrorCode } from './error.ts';
export {
  formatLabelSelector,
  goPrintLabelSelector,
  type LabelSelector,
  type LabelSelectorRequirement,
  readLabelSelector,
} from './label-selector.ts';
export { parseSelector } from './parse.ts';
export { type Requirement, type RequirementOperator, requirement } from './requirement.ts';
export {
  EVERYTHING,
  formatSelector,
  type Labels,
  matchesSelector,
  NOTHING,
  type Selector,
  selectorOf,
  selectsEverything,
} from './selector.ts';
export { validateLabelSelector } from './validate.ts';
