export { enter } from './ledger.ts';
export { type Normalized, normalize } from './normalize.ts';
export { LIMIT_TEXTS, STABILIZED_TEXTS } from './texts.ts';
