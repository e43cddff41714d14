export { evaluateMetric } from './evaluate.ts';
