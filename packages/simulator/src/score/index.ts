export { comparePaired, type PairedDifference } from './compare.ts';
export type { ObjectiveScore } from './objective.ts';
export type { Prices } from './prices.ts';
export { type Score, scoreRun } from './score.ts';
