export { evaluateMetric } from './evaluate.ts';
export type { Evaluation, Failed, Proposal } from './evaluation.ts';
